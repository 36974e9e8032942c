package dev.notifier.kafka.quarantine;

import dev.notifier.kafka.clients.KafkaClients;
import java.util.List;
import java.util.Set;

/**
 * Reads the quarantine. Each call reads the topic from its beginning. Used by one thread; see
 * {@link QuarantineActions} for changes.
 */
public final class QuarantineLog {
  private final QuarantineTopic topic;

  public QuarantineLog(KafkaClients clients) {
    this.topic = new QuarantineTopic(clients);
  }

  /**
   * Lists records, the newest first.
   *
   * @param handled whether records are listed about which something was done
   * @param limit the most records, up to 10,000
   */
  public List<QuarantineItem> list(Selection selection, boolean handled, int limit)
      throws QuarantineException {
    NewestItems items = new NewestItems(selection, handled);
    topic.read(selection.since(), items::add);
    return items.list(limit);
  }

  /**
   * Returns the record of a position.
   *
   * @throws QuarantineException if it is not in the quarantine
   */
  public QuarantineItem find(String position) throws QuarantineException {
    List<QuarantineItem> found = list(Selection.of(Set.of(position)), true, 1);
    if (found.isEmpty()) {
      throw new QuarantineException(
          "There is no record " + position + " in the quarantine; list shows the positions.");
    }
    return found.getFirst();
  }
}
