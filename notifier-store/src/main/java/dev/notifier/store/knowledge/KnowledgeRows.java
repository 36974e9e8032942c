package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            PgInstants.get(row, "draft_updated_at"));
  }

  static StoredKnowledge entry(ResultSet row) throws SQLException {
    return new StoredKnowledge(
        name(row),
        row.getObject("published_version", Integer.class),
        PgInstants.getNullable(row, "published_since"),
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
        PgInstants.get(row, "submitted_at"),
        row.getString("decided_by"),
        PgInstants.getNullable(row, "decided_at"));
  }
}
