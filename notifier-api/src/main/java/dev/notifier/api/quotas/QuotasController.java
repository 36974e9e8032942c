package dev.notifier.api.quotas;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The requests about quotas. They read what is in memory. */
@RestController
final class QuotasController {
  private final TenantQuotas quotas;
  private final Predicate<String> tenants;

  /**
   * @param tenants whether a tenant exists
   */
  QuotasController(TenantQuotas quotas, Predicate<String> tenants) {
    this.quotas = quotas;
    this.tenants = tenants;
  }

  @GetMapping("/v1/quota")
  @RequiresScope(Scope.REPORTS_READ)
  QuotaDocument own(HttpServletRequest request) {
    return find(Caller.of(request).tenant());
  }

  @GetMapping("/v1/tenants/{tenantId}/quota")
  @RequiresScope(Scope.TENANTS_MANAGE)
  QuotaDocument ofTenant(@PathVariable String tenantId, HttpServletRequest request) {
    if (!Caller.of(request).tenant().equals(Tenants.NATIONAL)) {
      throw new ProblemException(ErrorCode.DEFAULT_TENANT_ONLY);
    }
    if (!tenants.test(tenantId)) {
      throw new ProblemException(ErrorCode.TENANT_NOT_FOUND);
    }
    return find(tenantId);
  }

  private QuotaDocument find(String tenant) {
    QuotaDocument found = quotas.find(tenant);
    if (found == null) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
    return found;
  }
}
