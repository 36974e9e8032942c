package dev.notifier.worker.submit;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where else a bind's messages can go. One thread. */
final class FailoverTargets {
  /** So often a message is handed from bind to bind; then it stays where it is. */
  static final int HOPS_MAX = 5;

  private final Bind bind;
  private final SessionDirectory neighbours;
  private int turn;

  FailoverTargets(Bind bind, SessionDirectory neighbours) {
    this.bind = bind;
    this.neighbours = neighbours;
  }

  /** A session that lives, and the route it belongs to. */
  record Place(String route, int session) {}

  /** Another session of this route, else one of the first failover route that lives. */
  @Nullable Place any(List<String> failover) {
    Place same = among(bind.route());
    return same != null ? same : elsewhere(failover);
  }

  /** A session of the first failover route that lives. */
  @Nullable Place elsewhere(List<String> failover) {
    for (String route : failover) {
      Place place = among(route);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  /** The message on its way there. */
  static ProducerRecord<byte[], byte[]> handOn(
      SubmitRecord message, Lane lane, Place place, int nextAttempt) {
    return new ProducerRecord<>(
        Topics.submit(place.route(), lane),
        place.session(),
        null,
        RecordJson.write(message.failedOverTo(place.route(), nextAttempt)));
  }

  private @Nullable Place among(String route) {
    List<Integer> living =
        neighbours.living(route).stream()
            .filter(session -> !route.equals(bind.route()) || session != bind.session())
            .toList();
    return living.isEmpty()
        ? null
        : new Place(route, living.get(Math.floorMod(turn++, living.size())));
  }
}
