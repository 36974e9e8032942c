package dev.notifier.worker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every {@link SmppConnection} does, fakes included. */
interface SmppConnectionContract {
  /** A bound connection that reports to this listener. */
  SmppConnection bind(RecordingListener listener) throws Exception;

  @Test
  default void sequenceNumbersAscend() throws Exception {
    SmppConnection connection = bind(new RecordingListener());

    int first = connection.submit(SmppFixtures.submit("x"));
    int second = connection.submit(SmppFixtures.submit("x"));
    connection.flush();

    assertThat(second).isEqualTo(first + 1);
    connection.abort();
  }

  @Test
  default void anAbortedConnectionIsReportedOnceAndRejectsWrites() throws Exception {
    RecordingListener listener = new RecordingListener();
    SmppConnection connection = bind(listener);

    connection.abort();
    connection.abort();

    listener.nextClose();
    assertThat(listener.closed).isEmpty();
    assertThatThrownBy(
            () -> {
              connection.submit(SmppFixtures.submit("x"));
              connection.flush();
            })
        .isInstanceOf(ConnectionLostException.class);
  }

  @Test
  default void anUnboundConnectionIsReportedOnce() throws Exception {
    RecordingListener listener = new RecordingListener();
    SmppConnection connection = bind(listener);

    connection.unbind();
    connection.abort();

    assertThat(listener.nextClose()).isEqualTo("Unbound");
    assertThat(listener.closed).isEmpty();
  }
}
