package dev.notifier.api.access;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of administrators of the tenant {@code default} about tenants. */
@RestController
final class TenantsController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A tenant", List.of("application/json"), 4 << 10);

  private final TenantService service;

  TenantsController(TenantService service) {
    this.service = service;
  }

  @GetMapping("/v1/tenants")
  @RequiresScope(Scope.TENANTS_MANAGE)
  TenantDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/tenants/{tenantId}")
  @RequiresScope(Scope.TENANTS_MANAGE)
  ResponseEntity<TenantDocument> find(@PathVariable String tenantId, HttpServletRequest request) {
    return response(HttpStatus.OK, service.find(Caller.of(request), tenantId));
  }

  @PutMapping("/v1/tenants/{tenantId}")
  @Audited(value = "putTenant", target = "tenant", variable = "tenantId")
  @RequiresScope(Scope.TENANTS_MANAGE)
  ResponseEntity<TenantDocument> put(@PathVariable String tenantId, HttpServletRequest request)
      throws IOException {
    Caller caller = Caller.of(request);
    Optional<Integer> version = IfMatch.version(request, () -> service.version(caller, tenantId));
    TenantService.Form form = TenantService.Form.read(CommandBody.read(request, BODY).object());
    TenantService.PutResult result = service.put(caller, tenantId, version, form);
    return response(result.created() ? HttpStatus.CREATED : HttpStatus.OK, result.tenant());
  }

  private static ResponseEntity<TenantDocument> response(HttpStatus status, TenantDocument tenant) {
    return VersionedResponse.of(status, tenant.version(), tenant);
  }
}
