package dev.notifier.api.people;

import dev.notifier.contracts.NotificationState;

/**
 * What a state means, in words for the person who received the message or not.
 *
 * @param vi in Vietnamese
 * @param en in English
 */
public record StateWords(String vi, String en) {
  /** The words of a state. */
  public static StateWords of(NotificationState state) {
    return switch (state) {
      case ACCEPTED -> new StateWords("Đã tiếp nhận, chưa gửi", "Accepted, not sent yet");
      case DEFERRED -> new StateWords("Chờ đến giờ gửi", "Waits for its time");
      case PLANNED -> new StateWords("Đang chờ gửi", "Waits to be sent");
      case UNCONFIRMED ->
          new StateWords(
              "Đã gửi, nhà mạng chưa xác nhận", "Sent; the carrier has not confirmed it");
      case SUBMITTED ->
          new StateWords(
              "Nhà mạng đã nhận, chưa rõ máy đã nhận hay chưa",
              "The carrier has it; not known whether it reached the phone");
      case NO_RECEIPT ->
          new StateWords(
              "Đã gửi qua nhà mạng; nhà mạng không báo kết quả",
              "Sent through the carrier, which did not report the result");
      case EXPIRED -> new StateWords("Không gửi được vì quá hạn", "Not delivered in time");
      case UNDELIVERED ->
          new StateWords("Nhà mạng không giao được tin", "The carrier could not deliver it");
      case SKIPPED -> new StateWords("Không gửi", "Not sent");
      case CANCELLED -> new StateWords("Đã hủy, không gửi", "Cancelled, not sent");
      case REJECTED -> new StateWords("Nhà mạng từ chối", "Rejected by the carrier");
      case DELIVERED -> new StateWords("Đã đến máy người nhận", "Delivered");
      case UNKNOWN -> new StateWords("Chưa rõ", "Not known");
    };
  }
}
