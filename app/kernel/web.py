"""The web's common ground: languages, templates of the slices, security headers, refusals as pages or problem JSON."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import jinja2
from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from app.kernel import guard, i18n, scope
from app.kernel.clock import Instant, local
from app.kernel.errors import NotSignedIn, Refusal
from app.slices import SLICES

log = logging.getLogger("app.access")
csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SCANNING = {**POLICY, "script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}
SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


class _Sessions(SecureCookieSessionInterface):
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()  # most requests bring none: no keys are derived for them
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    """Wire languages, templates, headers, access log and error pages into the application."""
    proxies = app.config["CONFIG"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    Babel(app, locale_selector=i18n.current_language)
    app.session_interface = _Sessions()
    _templates(app)
    app.before_request(_begin)  # says how large a body may be, before anything reads it
    csrf.init_app(app)
    scope.init_app(app)
    app.after_request(_finish)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crashed)


def _templates(app: Flask) -> None:
    folder = app.config["ROOT"] / "app"
    slices = {name: jinja2.FileSystemLoader(folder / name / "templates") for name in SLICES}
    app.jinja_loader = jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(folder / "templates"), jinja2.PrefixLoader(slices)]
    )
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        format_day=i18n.format_day,
        format_days=i18n.format_days,
        format_time=i18n.format_time,
        format_number=i18n.format_number,
        country_name=i18n.country_name,
    )
    app.jinja_env.filters["shown"] = _shown
    app.jinja_env.filters["hour"] = _hour
    app.jinja_env.globals["may"] = guard.may
    app.context_processor(_page_facts)


def _page_facts() -> dict[str, Any]:
    language = i18n.current_language()
    return {
        "lang": language,
        "dir": i18n.direction(language),
        "scope": scope.find_scope(),
        "languages": [(code, name, _same_page(code)) for code, name in OWN_NAMES.items()],
    }


def _shown(moment: Instant) -> str:
    """A moment on the clocks of the event, or in UTC on pages about none."""
    here, language = scope.find_scope(), i18n.current_language()
    if here is None:
        return i18n.format_moment(moment, "UTC", language) + " UTC"
    return i18n.format_moment(moment, here.timezone, language, here.country)


def _hour(moment: Instant) -> str:
    """Hours and minutes on the clocks of the event."""
    here = scope.find_scope()
    return i18n.format_time(local(moment, here.timezone if here else "UTC"))


OWN_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}


def _same_page(language: str) -> str:
    if request.endpoint is None or request.method not in ("GET", "HEAD"):
        return f"?lang={language}"
    # What a visitor wrote never becomes an argument of url_for: _external would name the host of the request.
    arguments = {**request.args.to_dict(flat=True), "lang": language}
    query = urlencode(arguments, safe="/")
    return f"{url_for(request.endpoint, **(request.view_args or {}))}?{query}"


def takes_files(most: int) -> Callable[[View], View]:
    """Let a route take bodies of so many bytes, for uploads; others stay at MAX_CONTENT_LENGTH.

    Files go to a temporary file while they are read, and fields stay within MAX_FORM_MEMORY_SIZE.
    """

    def declare(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return declare


def _begin() -> None:
    g.began = time.perf_counter()
    g.reference = secrets.token_hex(4)
    most = getattr(current_app.view_functions.get(request.endpoint or ""), "most_bytes", None)
    if most is not None and request.mimetype == "multipart/form-data":  # any other kind is read into memory
        request.max_content_length = most
    # No keyboard types NUL, and PostgreSQL fails at it where SQLite only finds nothing.
    if "\0" in request.path or b"%00" in request.query_string:
        abort(404)
    if request.method == "POST" and not _wants_json() and any("\0" in said for said in request.form.values()):
        abort(400)


def _finish(response: Response) -> Response:
    policy = "; ".join(f"{name} {value}" for name, value in g.get("policy", POLICY).items())
    wanted = {"Content-Security-Policy": policy, **SAFETY, "Content-Language": i18n.current_language()}
    desk = request.path.startswith(("/desk", "/api/"))
    if desk and "private" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "private, no-store"  # people's data, on computers that are shared
    if secure():
        wanted["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "token" in (request.view_args or {}):
        guarded_by_secret(response)  # the page behind a secret address, and its redirects and refusals
    there = {name for name, _ in response.headers}
    response.headers.extend([(name, value) for name, value in wanted.items() if name not in there])
    if request.args.get("lang") in i18n.LANGUAGES:
        response.set_cookie(
            "lang", request.args["lang"], max_age=31536000, httponly=True, samesite="Lax", secure=secure()
        )
    # The rule, never the path: links of delegates, calendars and doors carry their secret in the address.
    rule = request.url_rule.rule if request.url_rule else "(no page)"
    took = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    log.info("%s %s %s %s %.0fms", g.get("reference", "-"), request.method, rule, response.status_code, took)
    return response


def secure() -> bool:
    """True when visitors come over TLS, by PUBLIC_URL or by what the trusted proxy says."""
    return request.is_secure or bool(current_app.config["CONFIG"].secure)


def guarded_by_secret(response: Response) -> Response:
    """Headers of a page whose address is a secret: not indexed, not cached, and no referrer leaves it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


FRAMED = (
    "sandbox; default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
"""A mail's HTML needs the inline styles that other pages do without; it gets no script, form or link."""


def framed(html: str, pictures: Mapping[str, str] | None = None) -> Response:
    """The HTML of a mail for a frame on a page of ours, which `allow_frames` lets in.

    `pictures` gives the data: address of each picture within it, by its content id.
    """
    for content_id, data in (pictures or {}).items():
        html = html.replace(f"cid:{content_id}", data)
    response = guarded_by_secret(Response(html, mimetype="text/html"))
    response.headers["Content-Security-Policy"] = FRAMED
    return response


def allow_frames() -> None:
    """Let this page frame others of ours."""
    g.policy = {**POLICY, "frame-src": "'self'"}


def allow_scanning() -> None:
    """Let this page run the barcode reader: WebAssembly and a worker, both our own."""
    g.policy = SCANNING


def public_url(endpoint: str, **values: Any) -> str:
    """A link for mails, prints and feeds: always below PUBLIC_URL, whatever host the request named."""
    with current_app.test_request_context("/"):
        path = url_for(endpoint, **values)
    return f"{current_app.config['CONFIG'].public_url}{path}"


def problem(status: int, code: str, title: str, **more: Any) -> Response:
    """An RFC 9457 problem: type, title and status, and what else the caller adds (detail, errors)."""
    response = jsonify(
        {"type": f"about:blank#{code}", "title": title, "status": status, "code": code, **more}
    )
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def _wants_json() -> bool:
    return request.path.startswith("/api/")


def _refused(error: Refusal) -> ResponseReturnValue:
    message = i18n._(error.message, **error.params)
    retry = {"Retry-After": str(error.params["retry_after"])} if "retry_after" in error.params else {}
    if _wants_json():
        answer = problem(error.status, error.code, message)
        answer.headers.extend(retry)
        if isinstance(error, NotSignedIn):
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    if isinstance(error, NotSignedIn) and request.path.startswith("/desk"):
        back = request.full_path.rstrip("?") if request.method == "GET" else "/desk/"
        return redirect(url_for("people.sign_in", next=back))
    return _page(error.status, message), error.status, retry


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return error.get_response()
    messages = {
        404: i18n._("This page does not exist, or the link has expired."),
        405: i18n._("This address does not take that request."),
        413: i18n._("What was sent is too large."),
    }
    message = messages.get(status, i18n._("The request could not be understood."))
    if isinstance(error, CSRFError):
        message = i18n._("This page was open for too long. Go back, reload it and send again.")
    return (
        problem(status, error.name.lower().replace(" ", "-"), message)
        if _wants_json()
        else (_page(status, message), status)
    )


def _crashed(error: Exception) -> ResponseReturnValue:
    log.exception("reference %s", g.get("reference", "-"), exc_info=error)
    message = i18n._("Something went wrong on our side. Nothing of this step was saved; please try again.")
    if _wants_json():
        return problem(500, "server-error", message, reference=g.get("reference", ""))
    return _page(500, message), 500


def _page(status: int, message: str) -> str:
    return render_template("error.html", status=status, message=message, reference=g.get("reference", ""))
