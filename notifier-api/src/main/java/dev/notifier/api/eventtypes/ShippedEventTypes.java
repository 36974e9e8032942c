package dev.notifier.api.eventtypes;

import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.EventTypeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The shipped event types, read from files. */
public final class ShippedEventTypes {
  private static final String FOLDER = "classpath*:/shipped/event-types/*.yaml";

  private ShippedEventTypes() {}

  /** Read at the first use, once for all who use them in this program. */
  private static final class Files {
    static final List<EventTypeRecord> ALL = read();
  }

  /** Returns the event types sorted by name, each as version 1. */
  public static List<EventTypeRecord> all() {
    return Files.ALL;
  }

  private static List<EventTypeRecord> read() {
    List<EventTypeRecord> types = new ArrayList<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(FOLDER)) {
        try (InputStream in = file.getInputStream()) {
          types.add(type(String.valueOf(file.getFilename()), in.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    types.sort(Comparator.comparing(EventTypeRecord::name));
    return List.copyOf(types);
  }

  private static EventTypeRecord type(String file, byte[] yaml) {
    String name = file.replaceAll("\\.yaml$", "");
    try {
      return EventTypeDefinition.read(name, JsonYamlReader.yaml(yaml)).toRecord(1);
    } catch (ProblemException e) {
      throw new IllegalStateException(file + ": " + e.problem().detail(), e);
    }
  }
}
