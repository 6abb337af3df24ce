//! The gateway over HTTP.

mod admin;
mod answer;
mod chat;
mod guard;
mod operators;
mod pages;
mod seen;
mod socket;
mod voice;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::error_handling::HandleErrorLayer;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::{BoxError, Router};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bundles::Bundles;
use super::problem::Problem;
use super::settings::Settings;
use super::store::{Shelf, Store};
use super::talks::{Talks, now, unavailable};
use super::tickets::Tickets;
use crate::runtime::Engine;
use crate::value::Lang;
use answer::Told;
use guard::Rate;

/// How often conversations are counted and what has expired is swept away.
const COUNT: Duration = Duration::from_secs(5);
/// Records that one sweep takes away.
const SWEEP: usize = 2_000;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lotsman",
        description = "The gateway of a contact centre: chat, voice, hand-over. Errors are problems as in RFC 9457."
    ),
    components(schemas(super::api::ProblemBody)),
    tags(
        (name = "chat", description = "Conversations with citizens"),
        (name = "voice", description = "Calls, for platforms of VoiceXML 2.1"),
        (name = "operators", description = "Hand-overs, with the key of operators"),
        (name = "admin", description = "For who runs the gateway")
    )
)]
struct Described;

/// What all requests share.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

struct Inner {
    settings: Settings,
    bundles: Arc<Bundles>,
    store: Arc<dyn Store>,
    talks: Talks,
    tickets: Arc<Tickets>,
    addresses: Rate<IpAddr>,
    turns: Rate<String>,
    sockets: Arc<Semaphore>,
    /// Conversations in the store when they were counted, and those begun here since.
    live: AtomicU64,
    prometheus: PrometheusHandle,
    stopping: watch::Receiver<bool>,
}

/// What a gateway is made of.
pub(crate) struct Parts {
    pub(crate) settings: Settings,
    pub(crate) bundles: Arc<Bundles>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) talks: Talks,
    pub(crate) tickets: Arc<Tickets>,
    pub(crate) prometheus: PrometheusHandle,
    pub(crate) stopping: watch::Receiver<bool>,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        let limits = parts.settings.limits;
        Self(Arc::new(Inner {
            addresses: Rate::per_minute(limits.per_minute),
            turns: Rate::per_minute(limits.turns_per_minute),
            sockets: Arc::new(Semaphore::new(limits.sockets.min(Semaphore::MAX_PERMITS))),
            live: AtomicU64::new(0),
            settings: parts.settings,
            bundles: parts.bundles,
            store: parts.store,
            talks: parts.talks,
            tickets: parts.tickets,
            prometheus: parts.prometheus,
            stopping: parts.stopping,
        }))
    }

    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn bundles(&self) -> &Bundles {
        &self.0.bundles
    }

    fn store(&self) -> &dyn Store {
        &*self.0.store
    }

    fn talks(&self) -> &Talks {
        &self.0.talks
    }

    fn tickets(&self) -> &Tickets {
        &self.0.tickets
    }

    fn rate(&self) -> &Rate<IpAddr> {
        &self.0.addresses
    }

    fn turn_rate(&self) -> &Rate<String> {
        &self.0.turns
    }

    fn metrics(&self) -> String {
        self.0.prometheus.render()
    }

    fn engine(&self) -> Engine {
        self.0.bundles.engines().current()
    }

    fn lang(&self) -> Lang {
        self.0.talks.lang()
    }

    fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    fn told(&self, problem: Problem) -> Told {
        Told(problem, self.lang())
    }

    /// A place for one more WebSocket.
    fn socket(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.sockets).try_acquire_owned().ok()
    }

    /// Waits until no WebSocket is open.
    pub(crate) async fn sockets_closed(&self) {
        let all = self.settings().limits.sockets.min(Semaphore::MAX_PERMITS);
        let _ = self
            .0
            .sockets
            .acquire_many(u32::try_from(all).unwrap_or(u32::MAX))
            .await;
    }

    /// Whether one more conversation may begin.
    fn has_room(&self) -> Result<(), Problem> {
        if self.0.live.load(Ordering::Relaxed) < self.0.settings.limits.conversations {
            Ok(())
        } else {
            Err(Problem::Full)
        }
    }

    fn has_begun(&self) {
        self.0.live.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts, sweeps and forgets, for ever.
    pub(crate) async fn keep_house(&self) {
        loop {
            match self.store().count(Shelf::Conversations, now()).await {
                Ok(count) => {
                    self.0.live.store(count, Ordering::Relaxed);
                    #[allow(clippy::cast_precision_loss, reason = "for a gauge")]
                    metrics::gauge!("lotsman_conversations").set(count as f64);
                }
                Err(e) => drop(unavailable(&e)),
            }
            while self
                .store()
                .sweep(SWEEP, now())
                .await
                .is_ok_and(|gone| gone >= SWEEP as u64)
            {}
            self.0.addresses.forget();
            self.0.turns.forget();
            self.0.prometheus.run_upkeep();
            tokio::time::sleep(COUNT).await;
        }
    }
}

/// All routes, with what stands before them.
pub(crate) fn router(app: App) -> Router {
    let settings = app.settings();
    let limits = settings.limits;
    let (api, description) = OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(chat::about))
        .routes(routes!(chat::begin))
        .routes(routes!(chat::state, chat::forget))
        .routes(routes!(chat::turn))
        .routes(routes!(chat::rate))
        .routes(routes!(socket::open))
        .routes(routes!(voice::incoming))
        .routes(routes!(voice::submitted))
        .routes(routes!(operators::list))
        .routes(routes!(operators::take))
        .routes(routes!(operators::done))
        .routes(routes!(admin::health))
        .routes(routes!(admin::ready))
        .routes(routes!(admin::metrics))
        .routes(routes!(admin::reload))
        .split_for_parts();
    let description = description.to_json().unwrap_or_default();
    let described = move || async move { answer::json(axum::http::StatusCode::OK, description) };
    let router = pages::routes(api)
        // Platforms that ask for the first document by a form get it too.
        .route("/voice", axum::routing::post(voice::incoming))
        .route("/openapi.json", axum::routing::get(described))
        .fallback(async |State(app): State<App>| app.told(Problem::NoPage))
        .method_not_allowed_fallback(async |State(app): State<App>| app.told(Problem::Method));
    let fixed = |name: header::HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let lang = app.clone();
    let before = ServiceBuilder::new()
        .layer(middleware::from_fn(seen::seen))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .layer(cors(settings))
        .layer(HandleErrorLayer::new(async move |e: BoxError| {
            lang.told(if e.is::<tower::timeout::error::Elapsed>() {
                Problem::Slow
            } else {
                Problem::Full
            })
        }))
        .load_shed()
        .layer(GlobalConcurrencyLimitLayer::new(limits.requests))
        .timeout(Duration::from_millis(limits.request_ms))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a request has panicked");
            Told(Problem::Unavailable, Lang::Ru).into_response()
        }))
        .layer(middleware::from_fn_with_state(app.clone(), from_own_sites))
        .layer(DefaultBodyLimit::max(limits.body));
    router.layer(before).with_state(app)
}

/// Pages of other sites may not ask, whatever their visitors' browsers send along.
async fn from_own_sites(State(app): State<App>, request: Request, next: Next) -> Response {
    if guard::origin_may(request.headers(), app.settings()) {
        next.run(request).await
    } else {
        app.told(Problem::Origin).into_response()
    }
}

fn cors(settings: &Settings) -> CorsLayer {
    let origins = settings.origins.iter().filter_map(|o| HeaderValue::from_str(o).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
        .expose_headers([header::LOCATION, header::RETRY_AFTER])
        .max_age(Duration::from_secs(3600))
}
