//! A gateway from its parts to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::Service as _;

use super::bundles::{Bundles, Published};
use super::http::{App, Parts, router};
use super::settings::{BadSettings, Settings};
use super::sources::{Sources, client};
use super::store::{Store, StoreError};
use super::talks::Talks;
use super::tickets::Tickets;

/// How long a client may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// Connections beyond WebSockets and requests at once: those that wait for their next request.
const IDLE: usize = 8_192;
/// Upper bounds of the histograms, in seconds.
const BUCKETS: &[f64] = &[
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Why a gateway does not begin; words in Russian and English.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The settings.
    #[error(transparent)]
    Settings(#[from] BadSettings),
    /// The bundle does not open.
    #[error("{0}")]
    Bundle(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no threads.
    #[error("система не даёт потоков: {0} · the system gives no threads: {0}")]
    System(std::io::Error),
    /// The address is taken, or not ours.
    #[error("адрес {address} занят или недоступен: {why} · the address {address} is taken or not ours: {why}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        why: std::io::Error,
    },
}

/// Serves until the process is told to stop: by Ctrl-C, or as service managers do. `listening` is called once with the
/// address.
///
/// # Errors
/// What is wrong with the settings, the bundle, the store or the address.
pub fn run(settings: Settings, published: Published, listening: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(ServeError::System)?.block_on(async {
        let gateway = Gateway::open(settings, published).await?;
        if let Some(address) = gateway.address() {
            listening(address);
        }
        gateway.serve(told_to_stop()).await;
        Ok(())
    })
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A gateway that listens.
#[derive(Debug)]
pub struct Gateway {
    listener: TcpListener,
    app: AppParts,
    stop: watch::Sender<bool>,
    stop_within: Duration,
    connections: Arc<Semaphore>,
}

struct AppParts {
    app: App,
    bundles: Arc<Bundles>,
    tickets: Arc<Tickets>,
}

impl std::fmt::Debug for AppParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppParts").finish_non_exhaustive()
    }
}

impl Gateway {
    /// Opens the bundle and the store, and begins to listen.
    ///
    /// # Errors
    /// What is wrong with the settings, the bundle, the store or the address.
    pub async fn open(settings: Settings, published: Published) -> Result<Self, ServeError> {
        let store = super::store::open(&settings.store).await?;
        Self::with_store(settings, published, store).await
    }

    /// As [`Gateway::open`], over a store that is there.
    ///
    /// # Errors
    /// As [`Gateway::open`].
    pub async fn with_store(
        settings: Settings,
        published: Published,
        store: Arc<dyn Store>,
    ) -> Result<Self, ServeError> {
        let keep = Duration::from_secs(settings.keep);
        let opened = tokio::task::spawn_blocking(move || Bundles::open(published, keep)).await;
        let opened = opened.unwrap_or_else(|e| Err(e.to_string()));
        let bundles = Arc::new(opened.map_err(ServeError::Bundle)?);
        let client = client()?;
        let sources = Sources::new(client.clone(), &settings.sources)?;
        for name in sources.names() {
            let engine = bundles.engines().current();
            if !engine.program().sources.iter().any(|s| *s.name == *name) {
                tracing::warn!(source = name, "the settings name a source that the base does not have");
            }
        }
        let tickets = Tickets::new(
            Arc::clone(&store),
            settings.keep_tickets,
            &client,
            settings.webhook.as_ref(),
        )?;
        let tickets = Arc::new(tickets);
        let talks = Talks::new(
            bundles.engines(),
            Arc::clone(&store),
            sources,
            Arc::clone(&tickets),
            settings.keep,
            settings.upgrade.into(),
        );
        let address = settings.listen;
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|why| ServeError::Listen { address, why })?;
        let (stop, stopping) = watch::channel(false);
        let limits = settings.limits;
        let stop_within = Duration::from_millis(limits.stop_ms);
        let connections = limits.sockets.saturating_add(limits.requests).saturating_add(IDLE);
        let app = App::new(Parts {
            settings,
            bundles: Arc::clone(&bundles),
            store,
            talks,
            tickets: Arc::clone(&tickets),
            prometheus: recorder(),
            stopping,
        });
        Ok(Self {
            listener,
            app: AppParts { app, bundles, tickets },
            stop,
            stop_within,
            connections: Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Serves until `until` is done; then takes no more requests, and gives those on the way their time.
    pub async fn serve(self, until: impl Future<Output = ()>) {
        let Self {
            listener,
            app: AppParts { app, bundles, tickets },
            stop,
            stop_within,
            connections,
        } = self;
        let background = [
            tokio::spawn({
                let app = app.clone();
                async move { app.keep_house().await }
            }),
            tokio::spawn({
                let bundles = Arc::clone(&bundles);
                async move { bundles.watch().await }
            }),
            tokio::spawn(async move { tickets.tell().await }),
            tokio::spawn(reload_when_hung_up(bundles)),
        ];
        let closing = app.clone();
        let routes = router(app);
        let graceful = GracefulShutdown::new();
        let mut until = std::pin::pin!(until);
        loop {
            let place = tokio::select! {
                place = Arc::clone(&connections).acquire_owned() => place.ok(),
                () = &mut until => break,
            };
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut until => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let _ = stream.set_nodelay(true);
                    connection(&routes, &graceful, stream, peer, place);
                }
                // Too many open files, or a client that was gone at once: the next may be better.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
        drop(listener);
        let _ = stop.send(true);
        tracing::info!("stopping");
        // Hyper waits for requests; open WebSockets are told, and have their moment to say goodbye.
        let all = async { tokio::join!(graceful.shutdown(), closing.sockets_closed()) };
        let _ = tokio::time::timeout(stop_within, all).await;
        for task in background {
            task.abort();
        }
        tracing::info!("stopped");
    }
}

/// Serves one connection.
fn connection(
    routes: &axum::Router,
    graceful: &GracefulShutdown,
    stream: tokio::net::TcpStream,
    peer: SocketAddr,
    place: Option<OwnedSemaphorePermit>,
) {
    let routes = routes.clone();
    let service = tower::service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().call(request)
    });
    let watcher = graceful.watcher();
    tokio::spawn(async move {
        let _place = place;
        let mut server = auto::Builder::new(TokioExecutor::new()).http1_only();
        server
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(64 * 1024);
        let service = TowerToHyperService::new(service);
        let connection = server.serve_connection_with_upgrades(TokioIo::new(stream), service);
        let connection = watcher.watch(connection);
        // A client that breaks off is its own business.
        let _ = connection.await;
    });
}

/// `SIGHUP` asks for the bundle that is published now.
async fn reload_when_hung_up(bundles: Arc<Bundles>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut hung_up) = signal(SignalKind::hangup()) else {
            return;
        };
        while hung_up.recv().await.is_some() {
            let _ = bundles.reload().await;
        }
    }
    #[cfg(not(unix))]
    let _ = bundles;
}

/// Counters are of the process: all gateways in it share them.
fn recorder() -> PrometheusHandle {
    static RECORDER: std::sync::OnceLock<PrometheusHandle> = std::sync::OnceLock::new();
    RECORDER
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder = builder
                .set_buckets(BUCKETS)
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Where the host has a recorder of its own, that one counts, and the page is empty.
            let _ = metrics::set_global_recorder(recorder);
            handle
        })
        .clone()
}
