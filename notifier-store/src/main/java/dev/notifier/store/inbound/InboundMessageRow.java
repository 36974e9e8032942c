package dev.notifier.store.inbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message from a person.
 *
 * @param id begins with the time, as the ids of notifications do
 * @param from who wrote to which address
 * @param body the text
 * @param received the bytes
 * @param decision null if the address has no rules
 */
public record InboundMessageRow(
    UUID id,
    From from,
    String body,
    Received received,
    Instant receivedAt,
    @Nullable Decision decision) {

  /**
   * Who wrote to which address, and how.
   *
   * @param recipient the HMAC of the number
   * @param phone the sender; in E.164 format if it is a mobile number
   * @param provider who delivered it by HTTP; null = a carrier
   * @param providerId null without a provider
   */
  public record From(
      UUID recipient,
      String phone,
      String address,
      String route,
      String channel,
      @Nullable String provider,
      @Nullable String providerId) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "From[address=" + address + ", route=" + route + "]";
    }
  }

  /**
   * What was received.
   *
   * @param runs consecutive bytes of one data_coding each; empty if the provider had decoded them
   * @param missing the numbers of the segments that did not arrive
   * @param guessed whether another encoding was chosen than the one that was announced
   */
  public record Received(
      List<byte[]> runs, List<Integer> dataCodings, List<Integer> missing, boolean guessed) {}

  /**
   * What the message means and what was done.
   *
   * @param answer which answer was sent; null = none
   * @param inbox whether a person is to read the message
   * @param notification that it answers; null if that is not certain
   */
  public record Decision(
      String tenant,
      String language,
      String rule,
      String action,
      String reason,
      Map<String, String> parameters,
      @Nullable String answer,
      boolean inbox,
      @Nullable UUID notification,
      List<UUID> candidates) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Decision[rule=" + rule + ", action=" + action + ", reason=" + reason + "]";
    }
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "InboundMessageRow[id=" + id + ", " + from + "]";
  }
}
