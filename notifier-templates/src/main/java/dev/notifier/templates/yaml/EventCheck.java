package dev.notifier.templates.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Finds what is valid YAML but not supported, in the events of the parser, which does not recurse.
 * Not thread-safe.
 */
final class EventCheck {
  private final LoadSettings settings;
  private final int maxDepth;

  /** The starts of the mappings and lists that are not complete, the innermost first. */
  private final Deque<YamlPosition> open = new ArrayDeque<>();

  private YamlPosition reached = YamlPosition.START;
  private @Nullable Event previous;

  EventCheck(LoadSettings settings, int maxDepth) {
    this.settings = settings;
    this.maxDepth = maxDepth;
  }

  /** The end of what the parser has read, for errors without a position. */
  YamlPosition reached() {
    return reached;
  }

  /** The start of the innermost mapping or list that is not complete. */
  Optional<YamlPosition> open() {
    return Optional.ofNullable(open.peek());
  }

  /**
   * Returns the first error.
   *
   * @throws RuntimeException if the text is not YAML
   */
  Optional<YamlError> firstError(String yaml) {
    for (Event event : new Parse(settings).parseString(yaml)) {
      YamlPosition start = position(event.getStartMark());
      reached = position(event.getEndMark());
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> open.push(start);
        case MappingEnd, SequenceEnd -> open.pop();
        default -> {}
      }
      if (open.size() > maxDepth) {
        return Optional.of(
            new YamlError(YamlError.Kind.TOO_DEEP, start, "nest at most " + maxDepth + " levels"));
      }
      if (previous instanceof MappingStartEvent outer && isPlaceholder(outer, event)) {
        return Optional.of(
            YamlError.syntax(
                position(outer.getStartMark()),
                "a text that begins with {{ must be in quotes; put the whole text in quotes"));
      }
      String unsupported = unsupported(event);
      if (unsupported != null) {
        return Optional.of(YamlError.syntax(start, unsupported));
      }
      previous = event;
    }
    return Optional.empty();
  }

  /** Whether these are the two braces of a tag; in YAML, this is a mapping as a key. */
  private static boolean isPlaceholder(MappingStartEvent outer, Event event) {
    return outer.isFlow()
        && event instanceof MappingStartEvent inner
        && inner.isFlow()
        && outer.getEndMark().map(Mark::getIndex).equals(inner.getStartMark().map(Mark::getIndex));
  }

  private static @Nullable String unsupported(Event event) {
    if (event instanceof AliasEvent) {
      return "aliases (*) are not supported; put a text that begins with * in quotes";
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      return "anchors (&) are not supported; put a text that begins with & in quotes";
    }
    boolean tagged =
        (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
            || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
    return tagged ? "tags (!) are not supported; put a text that begins with ! in quotes" : null;
  }

  private static YamlPosition position(Optional<Mark> mark) {
    return mark.map(YamlParser::position).orElse(YamlPosition.START);
  }
}
