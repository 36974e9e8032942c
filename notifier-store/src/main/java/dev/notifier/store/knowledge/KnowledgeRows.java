package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.store.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads rows of the tables of the knowledge base. */
final class KnowledgeRows {
  private KnowledgeRows() {}

  static KnowledgeName name(ResultSet row) throws SQLException {
    return new KnowledgeName(row.getString("tenant"), row.getString("id"));
  }

  static @Nullable KnowledgeContent content(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json == null ? null : JsonText.read(json, KnowledgeContent.class);
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant requiredTime(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(time(row, column));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Object[]) row.getArray(column).getArray()).map(String::valueOf).toList();
  }

  static @Nullable KnowledgeDraft draft(ResultSet row) throws SQLException {
    KnowledgeContent content = content(row, "draft");
    return content == null
        ? null
        : new KnowledgeDraft(
            name(row),
            content,
            texts(row, "draft_authors"),
            row.getObject("draft_based_on", Integer.class),
            row.getInt("draft_revision"),
            row.getString("draft_updated_by"),
            requiredTime(row, "draft_updated_at"));
  }

  static StoredKnowledge entry(ResultSet row) throws SQLException {
    return new StoredKnowledge(
        name(row),
        row.getObject("published_version", Integer.class),
        time(row, "published_since"),
        content(row, "content"),
        row.getObject("in_review", Integer.class),
        draft(row));
  }

  static KnowledgeVersion version(ResultSet row) throws SQLException {
    return new KnowledgeVersion(
        name(row),
        row.getInt("version"),
        KnowledgeState.valueOf(row.getString("state")),
        Objects.requireNonNull(content(row, "content")),
        texts(row, "authors"),
        row.getString("submitted_by"),
        requiredTime(row, "submitted_at"),
        row.getString("decided_by"),
        time(row, "decided_at"));
  }
}
