package dev.notifier.api.certificates;

import dev.notifier.api.certificates.CertificateDocument.Words;
import dev.notifier.contracts.NotificationState;
import org.jspecify.annotations.Nullable;

/** What a state proves, for readers who decide whether a person was notified. */
final class ReceiptWords {
  private static final Words NOT_SENT =
      new Words(
          "Tin chưa được gửi; đây không phải bằng chứng thông báo.",
          "The message was not sent. This is no proof of notice.");

  private ReceiptWords() {}

  /**
   * What a state proves.
   *
   * @param confidence {@code handset}, {@code smsc} or null
   */
  static Words of(NotificationState state, @Nullable String confidence) {
    return switch (state) {
      case DELIVERED -> delivered(confidence);
      case SUBMITTED ->
          new Words(
              "Nhà mạng đã nhận tất cả các phần của tin và chưa báo kết quả. Chưa chứng minh được"
                  + " tin đã đến máy người nhận.",
              "The carrier accepted every segment and has not reported the result yet. It is not"
                  + " proven that the message reached the phone.");
      case NO_RECEIPT ->
          new Words(
              "Nhà mạng đã nhận tất cả các phần của tin và không báo kết quả. Không chứng minh được"
                  + " tin đã đến máy người nhận.",
              "The carrier accepted every segment and did not report the result. It is not proven"
                  + " that the message reached the phone.");
      case UNCONFIRMED ->
          new Words(
              "Tin đã được chuyển cho nhà mạng nhưng nhà mạng không xác nhận; không rõ tin có được"
                  + " gửi hay không.",
              "The message was passed to the carrier, which did not confirm it. It is not known"
                  + " whether it was sent.");
      case UNDELIVERED, EXPIRED, REJECTED ->
          new Words(
              "Tin không đến được người nhận theo thông tin đã biết; đây không phải bằng chứng"
                  + " thông báo.",
              "As far as is known, the message did not reach the recipient. This is no proof of"
                  + " notice.");
      case SKIPPED, CANCELLED, ACCEPTED, DEFERRED, PLANNED -> NOT_SENT;
      case UNKNOWN ->
          new Words("Không rõ kết quả gửi tin.", "It is not known what became of the message.");
    };
  }

  private static Words delivered(@Nullable String confidence) {
    if ("handset".equals(confidence)) {
      return new Words(
          "Nhà mạng báo rằng máy mang số này đã nhận tất cả các phần của tin. Báo cáo không cho"
              + " biết tin đã được đọc hay chưa, hoặc ai đã đọc.",
          "The carrier reported that the handset with this number has every segment of the message."
              + " The report does not say whether it was read, or by whom.");
    }
    if ("smsc".equals(confidence)) {
      return new Words(
          "Nhà mạng báo thành công, nhưng báo cáo của nhà mạng này chỉ chứng minh rằng tổng đài tin"
              + " nhắn của nhà mạng đã nhận tin, không chứng minh tin đã đến máy.",
          "The carrier reported success. The reports of this carrier prove only that its SMSC"
              + " accepted the message, not that the handset has it.");
    }
    return new Words(
        "Nhà mạng báo thành công; không rõ báo cáo của nhà mạng này chứng minh điều gì.",
        "The carrier reported success. It is not known what the reports of this carrier prove.");
  }
}
