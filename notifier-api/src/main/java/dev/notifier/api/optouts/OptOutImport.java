package dev.notifier.api.optouts;

import dev.notifier.api.imports.LineImport;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.optouts.OptOutStatement;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** The import of opt-outs. */
final class OptOutImport {
  private static final LineImport.Fields FIELDS =
      new LineImport.Fields(
          List.of("phone", "purposes", "channel", "at", "note", "inboundId"), Set.of("purposes"));

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "ImportedOptOut",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  private OptOutImport() {}

  /**
   * An import that was not begun.
   *
   * @param recorder records a page, and returns how many statements are new
   * @param isLate whether the import takes too long
   */
  static LineImport<OptOutStatement> of(
      StatementReader reader,
      ToIntFunction<List<OptOutStatement>> recorder,
      BooleanSupplier isLate) {
    return new LineImport<>(FIELDS, line -> read(reader, line), recorder, isLate);
  }

  private static LineImport.Result<OptOutStatement> read(StatementReader reader, JsonNode line) {
    return switch (reader.read(SCHEMA.bind(line, StatementForm.class))) {
      case StatementReader.Read(var statements) -> new LineImport.Rows<>(statements);
      case StatementReader.Refused(var field, var code, var detail) ->
          new LineImport.Refused<>(field, code, detail);
    };
  }
}
