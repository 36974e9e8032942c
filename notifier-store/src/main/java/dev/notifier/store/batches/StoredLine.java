package dev.notifier.store.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch that can be sent.
 *
 * @param line its number in the batch, from 1: the row of the file
 * @param phone in E.164 form; null if it has only the reference of a person
 * @param recipient the fields of the recipient, as in an event
 * @param data the other fields, as in an event
 * @param subject the business key; null if it has none
 * @param segments how many its text had when it was checked; 0 if that is not known, because the
 *     number comes from the directory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredLine(
    int line,
    @Nullable String phone,
    Map<String, Object> recipient,
    Map<String, Object> data,
    @Nullable String subject,
    int segments) {
  /** Omits the values. */
  @Override
  public String toString() {
    return "StoredLine[" + line + "]";
  }
}
