package dev.notifier.console.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The two cookies of the console: the token of the session and the language. Scripts cannot read
 * them, and requests of other pages do not carry them.
 */
public final class Cookies {
  static final String SESSION = "notifier-session";
  static final String LANGUAGE = "notifier-language";

  /** With it, a browser takes the cookie only over TLS, and from this host alone. */
  private static final String SECURE_PREFIX = "__Host-";

  /** A header can carry it. */
  private static final Pattern OWN = Pattern.compile("[A-Za-z0-9_.~+/=-]{1,200}");

  private static final Duration YEAR = Duration.ofDays(365);

  private Cookies() {}

  /** The value of a cookie; empty without it, and if it is none that the console has set. */
  static String read(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      String shown = name(request.isSecure(), name);
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(shown)) {
          String value = cookie.getValue();
          return OWN.matcher(value).matches() ? value : "";
        }
      }
    }
    return "";
  }

  /** The token or the name of the session, as the browser sent it; empty without one. */
  public static String session(HttpServletRequest request) {
    return read(request, SESSION);
  }

  /** Keeps the token until the browser is closed; the session may end before. */
  public static void setSession(
      HttpServletRequest request, HttpServletResponse response, String token) {
    set(request, response, ResponseCookie.from(name(request.isSecure(), SESSION), token));
  }

  /** Forgets the token. */
  public static void removeSession(HttpServletRequest request, HttpServletResponse response) {
    set(request, response, ResponseCookie.from(name(request.isSecure(), SESSION), "").maxAge(0));
  }

  /** Keeps the language. */
  public static void setLanguage(
      HttpServletRequest request, HttpServletResponse response, String tag) {
    set(
        request,
        response,
        ResponseCookie.from(name(request.isSecure(), LANGUAGE), tag).maxAge(YEAR));
  }

  /** The name that the browser knows. */
  static String name(boolean secure, String name) {
    return secure ? SECURE_PREFIX + name : name;
  }

  private static void set(
      HttpServletRequest request,
      HttpServletResponse response,
      ResponseCookie.ResponseCookieBuilder cookie) {
    response.addHeader(HttpHeaders.SET_COOKIE, header(request.isSecure(), cookie));
  }

  static String header(boolean secure, ResponseCookie.ResponseCookieBuilder cookie) {
    return cookie
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        // Behind a proxy with a path of its own, the browser sees another one.
        .path("/")
        .build()
        .toString();
  }
}
