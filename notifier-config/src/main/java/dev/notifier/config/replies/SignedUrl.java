package dev.notifier.config.replies;

/** The forms of the address of another system, and of the secret that signs requests to it. */
final class SignedUrl {
  static final String URL =
      "|https://[^\\s/?#@]{1,255}(/[^\\s?#]{0,200})?"
          + "|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?(/[^\\s?#]{0,200})?";
  static final String URL_MESSAGE =
      "must be an https address, or an http address of this machine, without ? and #";
  static final String SECRET = "|whsec_[A-Za-z0-9+/]{32,86}={0,2}";
  static final String SECRET_MESSAGE = "must be whsec_ and 24 to 64 bytes in Base64";

  private SignedUrl() {}
}
