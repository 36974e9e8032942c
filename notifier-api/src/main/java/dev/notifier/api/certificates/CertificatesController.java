package dev.notifier.api.certificates;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.AcceptedType;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.lookup.NotificationId;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.api.security.WithoutSignIn;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.StoredNotification;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Serves certificates of notifications, and the keys with which anyone can check them. */
@RestController
final class CertificatesController {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final Duration KEYS_MAX_AGE = Duration.ofMinutes(5);

  private final NotificationLookup lookup;
  private final Certificates certificates;
  private final CertificateKeys keys;
  private final LookupAudit audit;
  private final JsonMapper json;

  CertificatesController(
      NotificationLookup lookup,
      Certificates certificates,
      CertificateKeys keys,
      LookupAudit audit,
      JsonMapper json) {
    this.lookup = lookup;
    this.certificates = certificates;
    this.keys = keys;
    this.audit = audit;
    this.json = json;
  }

  /** It is about a number and a text, so a masked one would confirm nothing. */
  @GetMapping("/v1/notifications/{notificationId}/certificate")
  @RequiresScope(Scope.PERSONAL_DATA_READ)
  ResponseEntity<String> get(@PathVariable String notificationId, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    caller.require(Scope.NOTIFICATIONS_READ);
    UUID id = NotificationId.parse(notificationId);
    String tenant = caller.tenant();
    StoredNotification stored =
        StoreAccess.call(() -> lookup.find(tenant, id))
            .orElseThrow(() -> new ProblemException(ErrorCode.NOTIFICATION_NOT_FOUND));
    keys.requireKey();
    CertificateDocument document = StoreAccess.call(() -> certificates.of(tenant, stored));
    audit.shown(
        request,
        "getCertificate",
        tenant,
        List.of(new LookupAudit.Shown(stored.id(), stored.phone())));
    String jws = keys.sign(json.writeValueAsBytes(document));
    ResponseEntity.BodyBuilder response = ResponseEntity.ok().cacheControl(CacheControl.noStore());
    return AcceptedType.of(request).includes(MediaType.TEXT_HTML)
        ? response
            .contentType(HTML)
            .header("Content-Security-Policy", CertificatePage.POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .body(CertificatePage.of(document, jws))
        : response.contentType(AcceptedType.JOSE).body(jws);
  }

  @GetMapping("/v1/certificate-keys")
  @WithoutSignIn
  ResponseEntity<Map<String, Object>> keys() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(KEYS_MAX_AGE).cachePublic())
        .body(keys.published());
  }
}
