package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.UploadStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes batches of files that arrive. Thread-safe. */
final class BatchService {
  static final UploadStore.Limits LIMITS = new UploadStore.Limits(4, 100, 8L << 30, 32L << 30);

  private static final String TARGET = "batch";

  private final BatchStore batches;
  private final UploadStore uploads;
  private final BatchUpload upload;
  private final EventTypeRegistry types;
  private final AuditTrail audit;

  BatchService(BatchStore batches, UploadStore uploads, EventTypeRegistry types, AuditTrail audit) {
    this.batches = batches;
    this.uploads = uploads;
    this.upload = new BatchUpload(uploads);
    this.types = types;
    this.audit = audit;
  }

  /**
   * A file that is sent.
   *
   * @param type name of the event type
   * @param again why the same file is sent again; null if it must be the first
   */
  record Order(String type, String name, @Nullable String again, UploadKind kind) {}

  /**
   * The batch of a file.
   *
   * @param isNew false if the same file was sent before
   */
  record Created(BatchDocument batch, boolean isNew) {}

  /**
   * Receives a file. A batch whose file does not arrive completely leaves nothing.
   *
   * @throws ProblemException if it cannot be received
   */
  Created create(Caller caller, Order order, InputStream body) throws IOException {
    requireType(caller, order.type());
    UploadStore.NewBatch batch =
        new UploadStore.NewBatch(
            caller.tenant(),
            order.name(),
            order.type(),
            order.kind().id(),
            order.again(),
            caller.name());
    UUID id =
        StoreAccess.call(() -> uploads.begin(batch, LIMITS))
            .orElseThrow(() -> new ProblemException(ErrorCode.TOO_MANY_BATCHES));
    boolean complete = false;
    try {
      byte[] sha256 = upload.store(id, body, order.kind().maxBytes());
      Optional<StoredBatch> first =
          order.again() == null ? first(caller, order, sha256) : Optional.empty();
      if (first.isPresent()) {
        return new Created(document(caller, first.get()), false);
      }
      complete = complete(caller, order, id, sha256);
      if (!complete) {
        throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
      }
      return new Created(document(caller, found(caller, id)), true);
    } finally {
      if (!complete) {
        giveUp(id);
      }
    }
  }

  private Optional<StoredBatch> first(Caller caller, Order order, byte[] sha256) {
    return StoreAccess.call(() ->
        uploads
            .same(caller.tenant(), order.type(), sha256)
            .flatMap(id -> batches.find(caller.tenant(), id)));
  }

  private boolean complete(Caller caller, Order order, UUID id, byte[] sha256) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("type", order.type());
    detail.put("kind", order.kind().id());
    return StoreAccess.call(() ->
        audit.change(
            () -> uploads.complete(id, caller.tenant(), sha256, caller.name()),
            done ->
                done
                    ? new Change(new Target(TARGET, id.toString()), null, order.again(), detail)
                    : null));
  }

  /** If PostgreSQL is unavailable, a job deletes it within two hours. */
  private void giveUp(UUID id) {
    try {
      StoreAccess.call(() -> {
        uploads.giveUp(id);
        return id;
      });
    } catch (ProblemException _) {
      // The request has failed already, and says why.
    }
  }

  private StoredBatch found(Caller caller, UUID id) {
    return StoreAccess.call(() -> batches.find(caller.tenant(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.BATCH_NOT_FOUND));
  }

  private static BatchDocument document(Caller caller, StoredBatch batch) {
    return BatchDocument.of(batch, caller.has(Scope.PERSONAL_DATA_READ), null, null, null);
  }

  private void requireType(Caller caller, String name) {
    CompiledEventType type = types.find(name);
    if (type == null) {
      if (!types.isKnown()) {
        throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
      }
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNKNOWN_TYPE,
              ErrorCode.UNKNOWN_TYPE.detail() + NearNames.suggestion(name, types.names())));
    }
    Category category = type.definition().category();
    if (category == Category.OTP || type.hasSecretFields()) {
      throw new ProblemException(ErrorCode.TYPE_NOT_FOR_BATCHES);
    }
    CallerKey key = caller.key();
    if (key != null
        && (key.kind() != KeyKind.LIVE || !key.permissions().allowsEvent(name, category.name()))) {
      throw new ProblemException(ErrorCode.TYPE_NOT_ALLOWED);
    }
  }
}
