package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.sending.SendingRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event on a {@code notifier.events.<lane>} topic. Its value contains personal data,
 * its key does not.
 *
 * @param v version of this format, {@value #VERSION}
 * @param source the caller's CloudEvents {@code source}; together with {@code id} the idempotency
 *     key
 * @param time when it happened, according to the caller
 * @param subject the business key, or null
 * @param phone the normalised number in E.164 form; null if the caller names the person by {@code
 *     personRef} only
 * @param recipient the event's {@code recipient} object as sent, with its {@code phone} normalised
 * @param data the event's other data, parsed JSON
 * @param expiresAt the message is not sent at or after this time; null if it never expires
 * @param acceptedAt when intake accepted it
 * @param templateVersion the template version that the caller asks for; null selects the published
 *     one
 * @param bodyDigest a keyed digest of what the caller sent, without {@code time}; null in records
 *     of releases that do not compute it. Copies of an event have the same one
 * @param secret true if the data has a field that the event type marks as secret; else null
 * @param group the caller's name for a set of events; null if it is in none
 * @param keyId the readable part of the API key that sent it; null without a stored key
 * @param reply what it answers; null if it answers nothing, which intake sees to
 * @param sending when it may be sent; null is as {@link SendingRules#NONE}. Read {@link #rules}
 */
public record EventRecord(
    int v,
    String tenant,
    String source,
    String id,
    String type,
    Instant time,
    @Nullable String subject,
    @Nullable String phone,
    Map<String, Object> recipient,
    Map<String, Object> data,
    Category category,
    @Nullable Instant expiresAt,
    Instant acceptedAt,
    @Nullable Integer templateVersion,
    @Nullable UUID bodyDigest,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean secret,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String group,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String keyId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReplyOrigin reply,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SendingRules sending)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** An event in no group, sent without a stored key. */
  public EventRecord(
      int v,
      String tenant,
      String source,
      String id,
      String type,
      Instant time,
      @Nullable String subject,
      @Nullable String phone,
      Map<String, Object> recipient,
      Map<String, Object> data,
      Category category,
      @Nullable Instant expiresAt,
      Instant acceptedAt,
      @Nullable Integer templateVersion,
      @Nullable UUID bodyDigest,
      @Nullable Boolean secret) {
    this(
        v,
        tenant,
        source,
        id,
        type,
        time,
        subject,
        phone,
        recipient,
        data,
        category,
        expiresAt,
        acceptedAt,
        templateVersion,
        bodyDigest,
        secret,
        null,
        null,
        null,
        null);
  }

  /** An event that answers nothing. */
  public EventRecord(
      int v,
      String tenant,
      String source,
      String id,
      String type,
      Instant time,
      @Nullable String subject,
      @Nullable String phone,
      Map<String, Object> recipient,
      Map<String, Object> data,
      Category category,
      @Nullable Instant expiresAt,
      Instant acceptedAt,
      @Nullable Integer templateVersion,
      @Nullable UUID bodyDigest,
      @Nullable Boolean secret,
      @Nullable String group,
      @Nullable String keyId) {
    this(
        v,
        tenant,
        source,
        id,
        type,
        time,
        subject,
        phone,
        recipient,
        data,
        category,
        expiresAt,
        acceptedAt,
        templateVersion,
        bodyDigest,
        secret,
        group,
        keyId,
        null,
        null);
  }

  /** Whether the text may contain a secret, so that it is never shown. */
  public boolean hasSecret() {
    return category == Category.OTP || Boolean.TRUE.equals(secret);
  }

  /**
   * The header of a record that an operator has planned again; its value is the number of the
   * order. Without it, an event that was planned before is a duplicate.
   */
  public static final String PLAN_AGAIN_HEADER = "notifier-plan-again";

  /**
   * The header of a record that is planned again because the time has come for which its
   * notification waits; its value is {@link #release}.
   */
  public static final String RELEASE_HEADER = "notifier-release";

  /**
   * The value of {@link #RELEASE_HEADER}.
   *
   * @param number of the release of this notification, from 1
   */
  public static String release(UUID notification, int number) {
    return notification + ":" + number;
  }

  /** How it is read. */
  public static final RecordFormat<EventRecord> FORMAT =
      new RecordFormat<>(EventRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("tenant", tenant)
        .required("source", source)
        .required("id", id)
        .required("type", type)
        .required("recipient", recipient)
        .required("phone", phone == null && recipient != null ? personRef() : phone)
        .required("data", data)
        .required("category", category)
        .required("acceptedAt", acceptedAt);
    if (reply != null) {
      check.required("reply.address", reply.address()).required("reply.inbound", reply.inbound());
    }
  }

  /** The digest of the event's identity; see {@link EventDigest}. */
  public UUID digest() {
    return EventDigest.of(tenant, source, id);
  }

  /** The caller's own name for the recipient; null if the event has none. */
  public @Nullable String personRef() {
    return recipient.get("personRef") instanceof String reference ? reference : null;
  }

  /**
   * The same event with a number for its recipient.
   *
   * @param number in E.164 form
   * @param defaults fields of the recipient that the event has not
   */
  public EventRecord withNumber(String number, Map<String, String> defaults) {
    Map<String, Object> complete = new HashMap<>(recipient);
    defaults.forEach(complete::putIfAbsent);
    complete.put("phone", number);
    return copy(number, complete, templateVersion, reply, sending);
  }

  /** The same event as an answer. */
  public EventRecord withReply(ReplyOrigin origin) {
    return copy(phone, recipient, templateVersion, origin, sending);
  }

  /** The same event with rules for its sending. */
  public EventRecord withSending(SendingRules rules) {
    return copy(
        phone, recipient, templateVersion, reply, rules.equals(SendingRules.NONE) ? null : rules);
  }

  /** The same event with the version of the template that it takes. */
  public EventRecord withTemplateVersion(int version) {
    return copy(phone, recipient, version, reply, sending);
  }

  /** When it may be sent, and what it must not repeat. */
  public SendingRules rules() {
    return sending == null ? SendingRules.NONE : sending;
  }

  private EventRecord copy(
      @Nullable String number,
      Map<String, Object> person,
      @Nullable Integer version,
      @Nullable ReplyOrigin origin,
      @Nullable SendingRules rules) {
    return new EventRecord(
        v,
        tenant,
        source,
        id,
        type,
        time,
        subject,
        number,
        person,
        data,
        category,
        expiresAt,
        acceptedAt,
        version,
        bodyDigest,
        secret,
        group,
        keyId,
        origin,
        rules);
  }

  /** Where its message comes from, for what selects messages later. */
  public MessageOrigin origin() {
    return MessageOrigin.of(digest(), tenant, source, type, group, keyId, acceptedAt);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "EventRecord[type=" + type + ", digest=" + digest() + "]";
  }
}
