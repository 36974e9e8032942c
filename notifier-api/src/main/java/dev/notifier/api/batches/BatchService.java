package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.permissions.BatchPermissions;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.UploadStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
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
  private final BatchPermissions permissions;
  private final AuditTrail audit;

  BatchService(
      BatchStore batches,
      UploadStore uploads,
      EventTypeRegistry types,
      BatchPermissions permissions,
      AuditTrail audit) {
    this.batches = batches;
    this.uploads = uploads;
    this.upload = new BatchUpload(uploads);
    this.types = types;
    this.permissions = permissions;
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
    UUID id = begin(caller, order);
    Optional<Created> created = Optional.empty();
    try {
      created = finish(caller, order, id, 0, body);
      return created.orElseThrow(() -> new ProblemException(ErrorCode.BATCH_STATE));
    } finally {
      if (created.isEmpty()) {
        giveUp(id);
      }
    }
  }

  /**
   * Makes a batch whose file is sent with other requests. It is deleted if nothing of it arrives
   * for an hour.
   *
   * @throws ProblemException if it cannot be received
   */
  BatchDocument announce(Caller caller, Order order) {
    return document(caller, found(caller, begin(caller, order)));
  }

  /**
   * What follows of a file.
   *
   * @param offset how many bytes come before; null if the sender does not say so
   * @param toEnd whether it is the rest of the file
   */
  record Continuation(@Nullable Long offset, boolean toEnd) {}

  /**
   * Receives more of a file. What has arrived is kept when the connection breaks.
   *
   * @return its batch, or that of the same file
   * @throws ProblemException if it cannot be received
   */
  BatchDocument append(Caller caller, UUID id, Continuation sent, InputStream body)
      throws IOException {
    StoredBatch batch = found(caller, id);
    long stored = batch.file().bytes();
    if (batch.state() != BatchState.RECEIVING || batch.times().ended() != null) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    requireType(caller, batch.type().name());
    Long offset = sent.offset();
    if (offset == null || offset != stored) {
      throw BatchUpload.offsetMismatch(stored);
    }
    UploadKind kind = UploadKind.valueOf(batch.file().kind().toUpperCase(Locale.ROOT));
    if (!sent.toEnd()) {
      upload.append(id, stored, body, kind.maxBytes());
      return document(caller, found(caller, id));
    }
    Order order = new Order(batch.type().name(), batch.name(), batch.file().again(), kind);
    return finish(caller, order, id, stored, body)
        .map(Created::batch)
        .orElseThrow(() -> new ProblemException(ErrorCode.BATCH_STATE));
  }

  private UUID begin(Caller caller, Order order) {
    requireType(caller, order.type());
    UploadStore.NewBatch batch =
        new UploadStore.NewBatch(
            caller.tenant(),
            order.name(),
            order.type(),
            order.kind().id(),
            order.again(),
            caller.name());
    return StoreAccess.call(() -> uploads.begin(batch, LIMITS))
        .orElseThrow(() -> new ProblemException(ErrorCode.TOO_MANY_BATCHES));
  }

  /**
   * Receives the rest of a file.
   *
   * @return empty if the batch was deleted meanwhile, or completed by another request
   */
  private Optional<Created> finish(
      Caller caller, Order order, UUID id, long offset, InputStream body) throws IOException {
    byte[] sha256 = upload.finish(id, offset, body, order.kind().maxBytes());
    Optional<StoredBatch> first =
        order.again() == null ? first(caller, order, sha256) : Optional.empty();
    if (first.isPresent()) {
      giveUp(id);
      return Optional.of(new Created(document(caller, first.get()), false));
    }
    return complete(caller, order, id, sha256)
        ? Optional.of(new Created(document(caller, found(caller, id)), true))
        : Optional.empty();
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
    permissions.require(caller, name);
  }
}
