package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.tenants.Tenants;
import org.jspecify.annotations.Nullable;

/** What a template must keep to because of other templates. Works in the caller's transaction. */
final class TenantTemplateRules {
  private final TemplateQueries queries;
  private final TemplateWriter writer;
  private final TemplateStore.Limits limits;

  TenantTemplateRules(TemplateQueries queries, TemplateWriter writer, TemplateStore.Limits limits) {
    this.queries = queries;
    this.writer = writer;
    this.limits = limits;
  }

  /** Requires that the tenant may have one more template. */
  void requireRoomForTemplate(String tenant) {
    if (queries.hasAtLeast(tenant, limits.templates())) {
      throw new TransitionError.Thrown(TransitionError.LIMIT_REACHED);
    }
  }

  /** The bytes of a tenant now, which may differ from the last count; 0 of the national tenant. */
  long bytes(String tenant) {
    return Tenants.isNational(tenant) ? 0 : queries.bytes(tenant);
  }

  /**
   * Requires, after a change, that the templates of the tenant and those of all tenants are not too
   * large together. A change that does not make them larger is always possible.
   *
   * @param before {@link #bytes} before the change
   */
  void requireFewBytes(String tenant, long before) {
    long bytes = count(tenant);
    if (bytes <= before) {
      return;
    }
    if (bytes > limits.bytes()) {
      throw new TransitionError.Thrown(TransitionError.LIMIT_REACHED);
    }
    if (queries.bytesOfTenants() > limits.tenantsBytes()) {
      throw new TransitionError.Thrown(TransitionError.TENANTS_LIMIT_REACHED);
    }
  }

  /** Counts the bytes of a tenant after a change; returns them, or 0 of the national tenant. */
  long count(String tenant) {
    if (Tenants.isNational(tenant)) {
      return 0;
    }
    long bytes = bytes(tenant);
    writer.putBytes(tenant, bytes);
    return bytes;
  }

  /**
   * Requires that the event type is that of the other versions, and of the template that this one
   * replaces. Only a published one: others do not learn what the national tenant is working on.
   */
  void requireSameType(TemplateName template, String eventType) {
    if (isOfAnotherType(queries.summary(template).orElse(null), eventType)
        || replacesAnotherType(template, eventType)) {
      throw new TransitionError.Thrown(TransitionError.EVENT_TYPE_DIFFERS);
    }
  }

  /**
   * Whether a template of another tenant, which this one replaces, has another event type. It may
   * have been published after this one was saved.
   */
  boolean replacesAnotherType(TemplateName template, String eventType) {
    return isOfAnotherType(queries.inherited(template).orElse(null), eventType);
  }

  private static boolean isOfAnotherType(@Nullable TemplateSummary summary, String eventType) {
    return summary != null && !summary.eventType().equals(eventType);
  }
}
