package dev.notifier.api.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the contents of entries to what is searched, and back. */
final class KnowledgeEntries {
  private KnowledgeEntries() {}

  /**
   * The variants of an entry, as the search needs them.
   *
   * @throws IllegalArgumentException if one is too long or lacks something
   */
  static List<KnowledgeEntry> of(String id, KnowledgeContent content) {
    return content.variants().stream()
        .map(variant ->
            new KnowledgeEntry(
                id,
                variant.language(),
                variant.title(),
                variant.questions(),
                variant.sms(),
                variant.longAnswer(),
                content.tags(),
                content.owner(),
                content.validUntil()))
        .toList();
  }

  /** The contents of entries by id; all variants of an id have the same owner and tags. */
  static Map<String, KnowledgeContent> contents(List<KnowledgeEntry> entries) {
    Map<String, KnowledgeContent> contents = new LinkedHashMap<>();
    for (KnowledgeEntry entry : entries) {
      KnowledgeVariant variant =
          new KnowledgeVariant(
              entry.language(),
              entry.title(),
              entry.questions(),
              entry.smsAnswer(),
              entry.longAnswer());
      KnowledgeContent before = contents.get(entry.id());
      List<KnowledgeVariant> variants =
          new ArrayList<>(before == null ? List.of() : before.variants());
      variants.add(variant);
      contents.put(
          entry.id(),
          new KnowledgeContent(entry.owner(), entry.tags(), entry.validUntil(), variants));
    }
    return contents;
  }
}
