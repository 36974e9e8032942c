package dev.notifier.api.access;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.access.StoredTenant;
import dev.notifier.store.access.TenantStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads and changes tenants in PostgreSQL and publishes the changes. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class TenantService {
  private static final int MAX_TENANTS = 1_000;

  /** The same form as the tenants of operators in the configuration. */
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "TenantForm",
          new RequestSchema.Codes(ErrorCode.INVALID_TENANT, ErrorCode.INVALID_TENANT));

  private final TenantStore store;
  private final AccessTables tables;
  private final TopicReconciler<TenantRecord> publication;
  private final AuditTrail audit;

  TenantService(
      TenantStore store,
      AccessTables tables,
      TopicReconciler<TenantRecord> publication,
      AuditTrail audit) {
    this.store = store;
    this.tables = tables;
    this.publication = publication;
    this.audit = audit;
  }

  /**
   * What a caller says about a tenant.
   *
   * @param suspended null = no
   * @param monthlySegments null = any number
   * @param advertising whether it may send advertising; null = no
   * @param releaseLimit how many lines one person may send with a batch; null = as the setting says
   * @param smallBatchesInLane whether batches of few lines use the lane of their event type; null =
   *     no
   */
  record Form(
      String title,
      @Nullable Boolean suspended,
      @Nullable Long monthlySegments,
      @Nullable Boolean advertising,
      @Nullable Integer releaseLimit,
      @Nullable Boolean smallBatchesInLane) {
    /**
     * Reads a form.
     *
     * @throws ProblemException with all violations
     */
    static Form read(JsonNode body) {
      return SCHEMA.bind(body, Form.class);
    }
  }

  /**
   * The result of a change.
   *
   * @param created true if the tenant did not exist before
   */
  record PutResult(TenantDocument tenant, boolean created) {}

  TenantDocument.All all(Caller caller, PageRequest request) {
    requireDefault(caller);
    String after = request.afterName();
    Page<TenantDocument> page =
        request
            .page(
                StoreAccess.call(() -> store.page(after, request.elementsToRead())),
                stored -> stored.tenant().id())
            .map(TenantDocument::of);
    return new TenantDocument.All(page.elements(), page.next());
  }

  TenantDocument find(Caller caller, String id) {
    requireDefault(caller);
    return TenantDocument.of(stored(id));
  }

  /** The version in force; 0 if the tenant does not exist. */
  int version(Caller caller, String id) {
    requireDefault(caller);
    return StoreAccess.call(() -> store.find(id)).map(found -> found.tenant().version()).orElse(0);
  }

  /**
   * Makes or changes a tenant.
   *
   * @param ifVersion the expected version, 0 for a new tenant; empty for any
   */
  PutResult put(Caller caller, String id, Optional<Integer> ifVersion, Form form) {
    requireDefault(caller);
    boolean suspended = Boolean.TRUE.equals(form.suspended());
    check(id, suspended);
    int version = version(caller, id);
    if (ifVersion.filter(expected -> expected != version).isPresent()) {
      throw new ProblemException(ErrorCode.TENANT_VERSION_MISMATCH);
    }
    TenantRecord known = tables.tenants().get(id);
    int newest = Math.max(version, known == null ? 0 : known.version());
    // After every version that PostgreSQL or the topic has: a lower one would be undone.
    TenantRecord next =
        new TenantRecord(
            TenantRecord.VERSION,
            id,
            newest + 1,
            form.title(),
            suspended,
            form.monthlySegments(),
            Boolean.TRUE.equals(form.advertising()) ? Boolean.TRUE : null,
            form.releaseLimit(),
            Boolean.TRUE.equals(form.smallBatchesInLane()) ? Boolean.TRUE : null);
    if (version > 0 && version == newest && stored(id).tenant().equals(next.withVersion(version))) {
      return new PutResult(TenantDocument.of(stored(id)), false);
    }
    Change change = change(next);
    if (!StoreAccess.call(
        () ->
            audit.change(
                () -> store.put(next, version, caller.name(), MAX_TENANTS),
                done -> done ? change : null))) {
      boolean full = version == 0 && StoreAccess.call(() -> store.find(id)).isEmpty();
      throw new ProblemException(full ? ErrorCode.TOO_MANY_TENANTS : ErrorCode.CONFLICT);
    }
    tables.tenants().put(id, next);
    publication.publishSoon();
    return new PutResult(TenantDocument.of(stored(id)), version == 0);
  }

  private static Change change(TenantRecord next) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("version", next.version());
    detail.put("title", next.title());
    detail.put("suspended", next.suspended());
    detail.put("advertising", next.maySendAdvertising());
    if (next.monthlySegments() != null) {
      detail.put("monthlySegments", next.monthlySegments());
    }
    if (next.releaseLimit() != null) {
      detail.put("releaseLimit", next.releaseLimit());
    }
    if (next.hasSmallBatchesInLane()) {
      detail.put("smallBatchesInLane", true);
    }
    return Change.of(detail);
  }

  private static void check(String id, boolean suspended) {
    if (!ID.matcher(id).matches()) {
      throw invalid("", "The id of a tenant has 1 to 40 of a to z, 0 to 9 and hyphen. Correct it.");
    }
    if (suspended && id.equals(Tenants.NATIONAL)) {
      throw invalid(
          "/suspended", "The tenant default cannot be suspended. Revoke its keys instead.");
    }
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_TENANT, detail))));
  }

  private StoredTenant stored(String id) {
    return StoreAccess.call(() -> store.find(id))
        .orElseThrow(() -> new ProblemException(ErrorCode.TENANT_NOT_FOUND));
  }

  private static void requireDefault(Caller caller) {
    if (!caller.tenant().equals(Tenants.NATIONAL)) {
      throw new ProblemException(ErrorCode.DEFAULT_TENANT_ONLY);
    }
  }
}
