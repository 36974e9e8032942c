package dev.notifier.contracts.origin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an answer answers. Its message leaves from the address that the person wrote to, and no
 * opt-out blocks it. No personal data.
 *
 * @param address a short code or a number; the sender of the answer
 * @param route on which the person's message came; null if that is unknown, or no route
 * @param inbound id of the person's message
 */
public record ReplyOrigin(
    String address,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String route,
    UUID inbound) {
  /** The source of all answers. Intake refuses it, so no caller can send one. */
  public static final String SOURCE = "/inbound";

  /**
   * The id of the event with an agent's answer.
   *
   * @param number of the entry with the answer
   */
  public static String idOfAnswer(UUID conversation, int number) {
    return conversation + "/" + number;
  }
}
