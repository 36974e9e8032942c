package dev.notifier.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.http.MergePatch;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.store.access.StoredKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller says about a key.
 *
 * @param tenant null = that of the caller
 * @param kind null = live
 * @param expiresAt RFC 3339; null = in a year
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyForm(
    String name,
    String owner,
    @Nullable String tenant,
    @Nullable String kind,
    List<String> scopes,
    @Nullable Permissions permissions,
    @Nullable String expiresAt) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "NewKey", new RequestSchema.Codes(ErrorCode.INVALID_KEY, ErrorCode.INVALID_KEY));

  /**
   * What the key may send.
   *
   * @param teamNumbers phone numbers; never in a response
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Permissions(
      @Nullable List<String> eventTypes,
      @Nullable List<String> categories,
      @Nullable Integer messagesPerDay,
      @Nullable List<String> networks,
      @Nullable List<String> teamNumbers,
      @Nullable Integer requestsPerSecond,
      @Nullable String kafkaClient) {
    static Permissions of(KeyPermissions stored) {
      return new Permissions(
          stored.eventTypes(),
          stored.categories(),
          stored.messagesPerDay(),
          stored.networks(),
          null,
          stored.requestsPerSecond(),
          stored.kafkaClient());
    }

    /** Omits the numbers. */
    @Override
    public String toString() {
      return "Permissions[]";
    }
  }

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations in single fields; what they mean together is
   *     checked by {@link KeyRules}
   */
  static KeyForm read(JsonNode body) {
    return SCHEMA.bind(body, KeyForm.class);
  }

  /** The form of a stored key, without the numbers of its team. */
  static KeyForm of(StoredKey stored) {
    KeyRecord key = stored.key();
    return new KeyForm(
        key.name(),
        stored.owner(),
        key.tenant(),
        key.kind() == null ? null : key.kind().id(),
        key.scopes(),
        Permissions.of(key.permissions()),
        key.expiresAt().toString());
  }

  /**
   * The form with a merge patch (RFC 7396) of it.
   *
   * @throws ProblemException with all violations in single fields
   */
  KeyForm patched(ObjectNode patch) {
    ObjectNode form = JsonMapper.shared().valueToTree(this);
    MergePatch.apply(form, patch);
    return read(form);
  }
}
