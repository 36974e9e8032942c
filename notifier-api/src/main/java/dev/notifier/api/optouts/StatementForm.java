package dev.notifier.api.optouts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient said, as the caller sent it.
 *
 * @param phone in any of the usual spellings
 * @param purposes one to three names
 * @param channel how the recipient said so
 * @param at when, in RFC 3339; null = now
 * @param note what the recipient said
 * @param inboundId the id of the inbound message that said so
 */
record StatementForm(
    String phone,
    List<String> purposes,
    String channel,
    @Nullable String at,
    @Nullable String note,
    @Nullable String inboundId) {
  /** What it says besides the purposes. */
  EvidenceReader.Form evidence() {
    return new EvidenceReader.Form(phone, channel, at, note, inboundId);
  }

  /** Omits the number and the note. */
  @Override
  public String toString() {
    return "StatementForm[" + purposes + "]";
  }
}
