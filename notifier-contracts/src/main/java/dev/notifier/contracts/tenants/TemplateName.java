package dev.notifier.contracts.tenants;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tenant's template. Its full name is what tables and topics have as the id: {@code
 * <tenant>/<id>}, and for the national tenant the id alone, as before there were tenants. So
 * programs of releases without tenants use the national templates and no others.
 *
 * @param id without a slash, such as {@code card-expiring}
 */
public record TemplateName(String tenant, String id) {
  private static final char SLASH = '/';

  /**
   * @throws IllegalArgumentException if the id or the tenant has a slash, so that no one can name
   *     the template of another tenant
   */
  public TemplateName {
    if (tenant.isEmpty() || tenant.indexOf(SLASH) >= 0 || id.indexOf(SLASH) >= 0) {
      throw new IllegalArgumentException("The name of a template or of its tenant has a slash");
    }
  }

  /** A template of the national tenant. */
  public static TemplateName national(String id) {
    return new TemplateName(Tenants.NATIONAL, id);
  }

  /**
   * Reads a full name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TemplateName of(String fullName) {
    int slash = fullName.indexOf(SLASH);
    return slash < 0
        ? national(fullName)
        : new TemplateName(fullName.substring(0, slash), fullName.substring(slash + 1));
  }

  /** The full names of the templates with an id that a tenant may use, its own first. */
  public static List<String> usableBy(String tenant, String id) {
    return Stream.concat(Stream.of(tenant), Tenants.inherited(tenant).stream())
        .map(each -> new TemplateName(each, id).fullName())
        .toList();
  }

  /** The full name. */
  public String fullName() {
    return Tenants.isNational(tenant) ? id : tenant + SLASH + id;
  }

  /** The same template of another tenant. */
  public TemplateName ofTenant(String other) {
    return new TemplateName(other, id);
  }

  /** The full name. */
  @Override
  public String toString() {
    return fullName();
  }
}
