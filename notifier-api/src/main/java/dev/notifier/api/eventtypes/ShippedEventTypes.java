package dev.notifier.api.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The kinds of events that ship with the program, as files. */
public final class ShippedEventTypes {
  private static final String FOLDER = "classpath*:/shipped/event-types/*.yaml";
  private static final String RECIPIENT = "/shipped/recipient.yaml";

  private ShippedEventTypes() {}

  /** By name, each as version 1. */
  public static List<EventTypeRecord> all() {
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
    return types;
  }

  /** The schema of the people whom events are about. */
  static Map<String, Object> recipient() {
    try (InputStream in = ShippedEventTypes.class.getResourceAsStream(RECIPIENT)) {
      if (in == null) {
        throw new IllegalStateException(
            RECIPIENT + " is missing from this program; build it again");
      }
      return JsonYamlReader.yaml(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventTypeRecord type(String file, byte[] octets) {
    String name = file.replaceAll("\\.yaml$", "");
    EventTypeDefinition.Reading reading =
        EventTypeDefinition.read(name, JsonYamlReader.yaml(octets));
    if (!reading.findings().isEmpty()) {
      throw new IllegalStateException(file + ": " + reading.findings().getFirst().message());
    }
    return reading.draft().type();
  }
}
