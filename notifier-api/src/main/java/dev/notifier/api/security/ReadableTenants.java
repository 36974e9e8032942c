package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose data a caller reads: that of its own tenant, or with {@link Scope#ALL_TENANTS_READ}
 * that of the tenant that the request names. Stateless.
 */
public final class ReadableTenants {
  /** As tenants are made, and the test tenants of these. */
  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,40}(~test)?");

  private ReadableTenants() {}

  /**
   * The tenant whose data is read.
   *
   * @param requested the tenant that the request names, as it was sent; null = that of the caller
   * @throws ProblemException 403 if the caller may not read the data of this tenant; 400 if it is
   *     no name of a tenant. A tenant that does not exist has no data
   */
  public static String of(Caller caller, @Nullable String requested) {
    if (requested == null || requested.equals(caller.tenant())) {
      return caller.tenant();
    }
    caller.require(Scope.ALL_TENANTS_READ);
    if (!TENANT.matcher(requested).matches()) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "This is no tenant. Send one that GET /v1/tenants lists, or omit it to read the data"
                  + " of your own."));
    }
    return requested;
  }
}
