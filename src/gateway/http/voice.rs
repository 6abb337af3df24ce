//! Calls, as documents of VoiceXML.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::answer::{Problems, Told, body};
use super::guard::{self, Role};
use crate::channel::voice::{Returned, Settings, Transfer, What, nothing_more, returned};
use crate::gateway::api::VoiceForm;
use crate::gateway::problem::Problem;
use crate::gateway::secret;
use crate::gateway::talks::{Expected, Form};
use crate::runtime::StartOptions;
use crate::value::Channel;

/// The path to which documents submit their forms.
pub(super) const SUBMIT: &str = "/voice/turn";

/// A call comes in: the first document of VoiceXML 2.1. Platforms ask for it in either way.
#[utoipa::path(get, path = "/voice", tag = "voice",
    responses((status = 200, body = String, content_type = "application/voicexml+xml"), Problems))]
pub(super) async fn incoming(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Told> {
    let begun = async {
        called(&app, peer, &headers)?;
        app.has_room()?;
        let options = StartOptions {
            channel: Channel::Voice,
            ..StartOptions::default()
        };
        let settings = settings(&app);
        let answered = app.talks().begin(&options, false, Form::Voice(&settings)).await?;
        app.has_begun();
        Ok(document(answered.body))
    };
    begun.await.map_err(|p| app.told(p))
}

/// A form comes back: what was heard, as the document before submits it. The next document.
#[utoipa::path(post, path = "/voice/turn", tag = "voice",
    request_body(content = VoiceForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = String, content_type = "application/voicexml+xml"), Problems))]
pub(super) async fn submitted(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, Told> {
    called(&app, peer, request.headers()).map_err(|p| app.told(p))?;
    let bytes = body(request, &app).await?;
    // Not into a map: fields that come twice are refused.
    let fields: Vec<(String, String)> = form(&bytes);
    let back = returned(fields.iter().map(|(n, v)| (n, v)));
    let back = back.map_err(|why| app.told(Problem::Malformed(why.to_string())))?;
    answer(&app, &back).await.map_err(|p| app.told(p))
}

async fn answer(app: &App, back: &Returned) -> Result<Response, Problem> {
    let settings = settings(app);
    let what = match &back.what {
        What::Event(event) => {
            // The form of one document counts once, however often a platform submits it.
            let id = format!("v{}", back.turn);
            let turn = Expected::Turn(back.turn);
            let answered = app
                .talks()
                .turn(&back.call, &id, event, turn, Form::Voice(&settings))
                .await;
            return match answered {
                Ok(answered) => Ok(document(answered.body)),
                Err(Problem::AnsweredLongAgo | Problem::Over) => {
                    let last = app.talks().last(&back.call).await?;
                    Ok(document(last.unwrap_or_else(|| nothing_more(&settings))))
                }
                Err(problem) => Err(problem),
            };
        }
        What::HungUp => "hung_up",
        What::Transfer { result, .. } => match result {
            Transfer::Connected => "transferred",
            Transfer::Disconnected => "transfer_cut",
            Transfer::Busy => "transfer_busy",
            Transfer::NoAnswer => "transfer_no_answer",
            _ => "transfer_failed",
        },
    };
    // Only calls that there are: others are told so.
    app.talks().last(&back.call).await?;
    metrics::counter!("lotsman_calls_ended_total", "how" => what).increment(1);
    tracing::info!(target: "lotsman::call", conversation = secret::reference(&back.call), ended = what);
    Ok(document(nothing_more(&settings)))
}

/// Calls come from a platform: from one that has the key, where one is set.
fn called(app: &App, peer: SocketAddr, headers: &HeaderMap) -> Result<(), Problem> {
    let keys = &app.settings().keys;
    guard::admit(headers, keys, Role::Channel, true)?;
    if keys.channel.is_none() {
        app.rate().check(&guard::address(headers, peer, app.settings()))?;
    }
    Ok(())
}

fn document(xml: String) -> Response {
    let kind = HeaderValue::from_static("application/voicexml+xml; charset=utf-8");
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], xml).into_response()
}

/// How documents are written here.
fn settings(app: &App) -> Settings {
    let said = &app.settings().voice;
    let address = said.address.as_deref().unwrap_or_default().trim_end_matches('/');
    let mut settings = Settings::new(format!("{address}{SUBMIT}"), app.lang());
    settings.dictation.clone_from(&said.dictation);
    settings.queues = said
        .queues
        .iter()
        .map(|(n, a)| (n.as_str().into(), a.clone()))
        .collect();
    settings.queue.clone_from(&said.queue);
    settings.no_input = said.no_input_ms.unwrap_or(settings.no_input);
    settings.barge_in = said.barge_in.unwrap_or(settings.barge_in);
    settings
}

/// The fields of a form, decoded, in order.
fn form(bytes: &[u8]) -> Vec<(String, String)> {
    reqwest::Url::parse("http://form/")
        .map(|mut url| {
            url.set_query(std::str::from_utf8(bytes).ok());
            url.query_pairs()
                .map(|(n, v)| (n.into_owned(), v.into_owned()))
                .collect()
        })
        .unwrap_or_default()
}
