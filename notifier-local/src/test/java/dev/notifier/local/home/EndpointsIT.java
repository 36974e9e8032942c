package dev.notifier.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.processes.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsIT {
  @TempDir Path directory;

  @Test
  void concurrentProcessesKeepTheFieldsOfEachOther() throws Exception {
    try (var one = ChildJvm.run(EndpointsToWrite.class, directory, "kafka");
        var two = ChildJvm.run(EndpointsToWrite.class, directory, "api");
        var three = ChildJvm.run(EndpointsToWrite.class, directory, "smsc")) {
      for (var child : List.of(one, two, three)) {
        child.await("DONE");
      }
    }
    var endpoints = HomeDirectory.open(directory).endpoints();
    assertThat(endpoints.all())
        .isEqualTo(Map.of("kafka", "round 49", "api", "round 49", "smsc", "round 49"));
    assertThat(endpoints.workers())
        .containsExactlyInAnyOrder(
            "kafka-0", "kafka-1", "kafka-2", "api-0", "api-1", "api-2", "smsc-0", "smsc-1",
            "smsc-2");
  }
}
