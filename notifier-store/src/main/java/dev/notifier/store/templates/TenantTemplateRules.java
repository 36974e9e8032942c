package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import org.jspecify.annotations.Nullable;

/** What a template must keep to because of other templates. Reads in the caller's transaction. */
final class TenantTemplateRules {
  private final TemplateQueries queries;

  TenantTemplateRules(TemplateQueries queries) {
    this.queries = queries;
  }

  /**
   * Requires that the event type is that of the other versions, and of the template that this one
   * replaces. Only a published one: others are not told what the national tenant is working on.
   */
  void requireSameType(TemplateName template, String eventType) {
    if (isOfAnotherType(queries.summary(template).orElse(null), eventType)
        || replacesAnotherType(template, eventType)) {
      throw new TransitionException(TransitionError.EVENT_TYPE_DIFFERS);
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
