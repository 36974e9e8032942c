package dev.notifier.api.wrongpersons;

import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.optouts.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * The person or unit that a statement of a number is about, as the caller sent it.
 *
 * @param phone in any of the usual spellings
 * @param personRef the caller's own name for the person; null if it is a unit
 * @param unitCode the code of the unit; null if it is a person
 * @param channel how the recipient said so
 * @param at when, in RFC 3339; null = now
 * @param note what the recipient said
 * @param inboundId the id of the inbound message that said so
 */
record AboutForm(
    String phone,
    @Nullable String personRef,
    @Nullable String unitCode,
    String channel,
    @Nullable String at,
    @Nullable String note,
    @Nullable String inboundId) {
  /** The person or unit of a tenant; null unless there is exactly one. */
  static Exclusion.@Nullable Subject subject(
      SubjectDigest digests, String tenant, @Nullable String personRef, @Nullable String unitCode) {
    if ((personRef == null) == (unitCode == null)) {
      return null;
    }
    Kind kind = personRef == null ? Kind.UNIT : Kind.PERSON;
    String reference = personRef == null ? unitCode : personRef;
    return new Exclusion.Subject(
        kind, MessageSubject.digest(digests, tenant, kind, reference), reference);
  }

  /** What it says besides the person. */
  EvidenceReader.Form evidence() {
    return new EvidenceReader.Form(phone, channel, at, note, inboundId);
  }

  /** Omits the number, the person and the note. */
  @Override
  public String toString() {
    return "AboutForm[" + channel + "]";
  }
}
