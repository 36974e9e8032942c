package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.line.FileLine;
import dev.notifier.store.batches.StoredLine;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the values of a row into a line, before it is checked. */
final class CandidateLine {
  private CandidateLine() {}

  static StoredLine of(FileLine row, BatchType type) {
    Map<String, Object> recipient = new HashMap<>();
    Map<String, Object> data = new HashMap<>();
    @Nullable String subject = null;
    for (Map.Entry<String, Object> each : row.values().entrySet()) {
      BatchField field = type.field(each.getKey());
      if (field == null) {
        continue;
      }
      Object value =
          field.isBoolean()
              ? (Object) Boolean.valueOf(each.getValue().toString())
              : each.getValue();
      if (field.isSubject()) {
        subject = value.toString();
      } else {
        (field.isOfRecipient() ? recipient : data).put(field.key(), value);
      }
    }
    Object phone = recipient.get(BatchField.PHONE);
    return new StoredLine(
        (int) row.number(), phone == null ? null : phone.toString(), recipient, data, subject, 0);
  }
}
