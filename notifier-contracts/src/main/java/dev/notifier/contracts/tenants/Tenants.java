package dev.notifier.contracts.tenants;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of tenants. A tenant that has no template of its own uses that of another tenant: the
 * test tenant of a tenant uses that of the tenant, and each tenant that of the national one.
 */
public final class Tenants {
  /** The national tenant, whose published templates all may read. */
  public static final String NATIONAL = "default";

  /** The end of the name of a test tenant. */
  public static final String TEST_END = "~test";

  private Tenants() {}

  /** Whether it is the national tenant. Its test tenant is not. */
  public static boolean isNational(String tenant) {
    return tenant.equals(NATIONAL);
  }

  /** The tenant whose templates are used if this one has none; null for the national tenant. */
  public static @Nullable String fallback(String tenant) {
    if (isNational(tenant)) {
      return null;
    }
    return tenant.endsWith(TEST_END)
        ? tenant.substring(0, tenant.length() - TEST_END.length())
        : NATIONAL;
  }

  /** The tenants whose published templates this one may use, the nearest first, without itself. */
  public static List<String> inherited(String tenant) {
    List<String> tenants = new ArrayList<>();
    for (String each = fallback(tenant); each != null; each = fallback(each)) {
      tenants.add(each);
    }
    return tenants;
  }
}
