package dev.notifier.api.certificates;

import dev.notifier.api.certificates.CertificateDocument.Delivery;
import dev.notifier.api.certificates.CertificateDocument.Message;
import dev.notifier.api.certificates.CertificateDocument.Segment;
import dev.notifier.api.certificates.CertificateDocument.Template;
import dev.notifier.api.certificates.CertificateDocument.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A certificate as a page in Vietnamese and English to print. It loads nothing, runs no script, and
 * ends with the signed document, so that the printed text can be checked.
 */
final class CertificatePage {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

  private static final String STYLE =
      "body{font:11pt/1.4 serif;max-width:46em;margin:2em auto;padding:0 1em}h1{font-size:16pt}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}"
          + "th{width:34%;font-weight:normal}.text{white-space:pre-wrap}"
          + ".jws{font:8pt monospace;overflow-wrap:anywhere}";

  /** Allows the style above and nothing else. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final StringBuilder html = new StringBuilder(8_000);

  private CertificatePage() {}

  /**
   * The page of a certificate.
   *
   * @param jws the signed document
   */
  static String of(CertificateDocument document, String jws) {
    return new CertificatePage().write(document, jws);
  }

  private String write(CertificateDocument document, String jws) {
    html.append("<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>")
        .append("Xác nhận gửi tin nhắn / Certificate</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>Xác nhận gửi tin nhắn<br>")
        .append("<span lang=\"en\">Certificate of a message</span></h1><table>\n");
    row("Đơn vị xác nhận / Issuer", document.issuer());
    row("Thời điểm xác nhận / Issued at", time(document.issuedAt()));
    row("Mã thông báo / Notification", document.notificationId().toString());
    row("Đơn vị gửi / Tenant", document.tenant());
    row("Sự kiện / Event", document.event().source() + " " + document.event().id());
    row("Loại sự kiện / Type of event", document.event().type());
    row("Số điện thoại / Phone number", document.phone());
    message(document.message());
    row("Tiếp nhận / Accepted", time(document.times().acceptedAt()));
    row("Lập tin / Planned", time(document.times().plannedAt()));
    row("Nhà mạng nhận / Submitted", time(document.times().submittedAt()));
    row("Kết thúc / Finished", time(document.times().finishedAt()));
    delivery(document.delivery());
    html.append(
            "</table><p>Chữ ký số (JWS, ES256); cách kiểm tra: xem tài liệu của đơn vị xác nhận.")
        .append(
            "<br><span lang=\"en\">The signed document (JWS, ES256); check it with the keys that")
        .append(" the issuer publishes.</span></p><p class=\"jws\">")
        .append(escaped(jws))
        .append("</p></body></html>\n");
    return html.toString();
  }

  private void message(@Nullable Message message) {
    if (message == null) {
      row("Nội dung / Text", null);
      return;
    }
    html.append("<tr><th>Nội dung / Text</th><td class=\"text\">")
        .append(
            escaped(
                message.text() == null
                    ? "Nội dung bí mật, không hiển thị / Secret, not shown"
                    : message.text()))
        .append("</td></tr>\n");
    Template template = message.template();
    row(
        "Mẫu tin / Template",
        template.tenant()
            + "/"
            + template.id()
            + ", "
            + template.version()
            + ", "
            + template.locale());
    row("Người duyệt mẫu / Approved by", template.approvedBy());
    row("Thời điểm duyệt / Approved at", time(template.approvedAt()));
  }

  private void delivery(Delivery delivery) {
    row("Tuyến / Route", delivery.route());
    for (Segment segment : delivery.segments()) {
      row(
          "Phần " + segment.segment() + ": mã của nhà mạng / Segment: message id of the carrier",
          segment.messageId());
    }
    row("Trạng thái / State", delivery.state().name());
    words("Kết quả / Result", delivery.statement());
    words("Ý nghĩa / What this proves", delivery.proof());
    if (delivery.possibleDuplicate()) {
      row(
          "Lưu ý / Note",
          "Có thể đã được gửi nhiều hơn một lần / It may have been sent more than once");
    }
  }

  private void words(String name, Words words) {
    html.append("<tr><th>")
        .append(escaped(name))
        .append("</th><td>")
        .append(escaped(words.vi()))
        .append("<br><span lang=\"en\">")
        .append(escaped(words.en()))
        .append("</span></td></tr>\n");
  }

  private void row(String name, @Nullable String value) {
    html.append("<tr><th>")
        .append(escaped(name))
        .append("</th><td>")
        .append(value == null ? "–" : escaped(value))
        .append("</td></tr>\n");
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null
        ? null
        : TIME.format(time.atZone(VIETNAM)) + " (GMT+7), " + time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
