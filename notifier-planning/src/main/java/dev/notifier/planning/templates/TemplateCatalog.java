package dev.notifier.planning.templates;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.planning.TemplateLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The usable template versions of all tenants at one point in time. A look-up makes no texts, so it
 * costs a message two or three accesses of maps. Immutable, thread-safe.
 *
 * @param tenants the templates of each tenant, by their ids
 */
public record TemplateCatalog(Map<String, Map<String, KnownTemplate>> tenants) {
  public TemplateCatalog {
    tenants = Map.copyOf(tenants);
  }

  /** Copies the templates. */
  static TemplateCatalog of(Map<TemplateName, KnownTemplate> templates) {
    Map<String, Map<String, KnownTemplate>> tenants = new HashMap<>();
    templates.forEach((name, template) ->
        tenants.computeIfAbsent(name.tenant(), _ -> new HashMap<>()).put(name.id(), template));
    tenants.replaceAll((_, own) -> Map.copyOf(own));
    return new TemplateCatalog(tenants);
  }

  /** Whether the topic has no template. */
  public boolean isEmpty() {
    return tenants.isEmpty();
  }

  /** Whether a version of the template that the tenant uses is published, usable or not. */
  public boolean isPublished(String tenant, String template) {
    KnownTemplate known = inUse(tenant, template);
    return known != null && known.isPublished();
  }

  /**
   * Looks up the template that a tenant uses: its own if a version of it is published, or else that
   * of the {@linkplain Tenants#fallback next} tenant (access control, "Tenants").
   *
   * @param template such as {@code card-expiring}
   * @param pinned the version of this template that the event asks for; null selects the published
   *     one
   */
  public TemplateLookup lookUp(String tenant, String template, @Nullable Integer pinned) {
    KnownTemplate known = inUse(tenant, template);
    PublishedVersionRecord record = known == null ? null : known.published();
    Integer current = record == null ? null : record.version();
    Integer version = pinned == null ? current : pinned;
    if (known == null || record == null || version == null) {
      return new TemplateLookup.Missing(
          FailureReason.NO_TEMPLATE, "publish a version of the template " + template);
    }
    var renderer = known.renderers().get(version);
    if (renderer != null) {
      return new TemplateLookup.Found(renderer, record);
    }
    return Objects.equals(version, current)
        ? new TemplateLookup.Missing(
            FailureReason.UNUSABLE_TEMPLATE,
            "version " + version + " of the template cannot be used; publish another version")
        : new TemplateLookup.Missing(
            FailureReason.UNKNOWN_TEMPLATE_VERSION,
            "the template has no approved version " + version + "; pin another or none");
  }

  /** The first of the tenants whose template is published; or else the national one. */
  private @Nullable KnownTemplate inUse(String tenant, String template) {
    String last = tenant;
    for (String each = tenant; each != null; each = Tenants.fallback(each)) {
      KnownTemplate known = find(each, template);
      if (known != null && known.isPublished()) {
        return known;
      }
      last = each;
    }
    return find(last, template);
  }

  private @Nullable KnownTemplate find(String tenant, String template) {
    Map<String, KnownTemplate> own = tenants.get(tenant);
    return own == null ? null : own.get(template);
  }
}
