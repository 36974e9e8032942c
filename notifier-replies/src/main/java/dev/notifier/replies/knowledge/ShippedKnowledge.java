package dev.notifier.replies.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The shipped entries: the usual questions about the shipped event types, in Vietnamese and
 * English.
 */
public final class ShippedKnowledge {
  private static final List<String> FILES =
      List.of(
          "account", "benefit", "card", "case", "contribution", "employer", "general", "voluntary");

  private ShippedKnowledge() {}

  /** Read at the first use, once for all who use them in this program. */
  private static final class Files {
    static final List<KnowledgeEntry> ALL =
        FILES.stream().flatMap(name -> read(name).stream()).toList();
  }

  /** Returns all shipped entries. */
  public static List<KnowledgeEntry> entries() {
    return Files.ALL;
  }

  private static List<KnowledgeEntry> read(String name) {
    String path = "/shipped/knowledge/" + name + ".yaml";
    try (InputStream file = ShippedKnowledge.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("shipped knowledge " + path + " is not in the jar");
      }
      return KnowledgeFiles.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
