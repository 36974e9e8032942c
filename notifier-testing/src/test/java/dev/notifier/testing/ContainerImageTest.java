package dev.notifier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerImageTest {
  @ParameterizedTest
  @EnumSource(ContainerImage.class)
  void everyImageIsPinned(ContainerImage image) {
    assertThat(image.nameIn(Map.of())).matches("[a-z/-]+:\\d+(\\.\\d+)+(-SNAPSHOT)?");
  }

  @Test
  void theEnvironmentCanNameAnotherImageOrAMirrorForPublicImages() {
    Map<String, String> mirror = Map.of("MIRROR", "hub.example/");

    assertThat(ContainerImage.KAFKA.nameIn(mirror)).startsWith("hub.example/apache/kafka:");
    assertThat(ContainerImage.API.nameIn(mirror)).startsWith("notifier-api:");
    assertThat(
            ContainerImage.POSTGRES.nameIn(
                Map.of("MIRROR", "hub.example/", "NOTIFIER_TEST_POSTGRES_IMAGE", "mine:1")))
        .isEqualTo("mine:1");
  }

  @Test
  void composeUsesTheSameVersions() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docker", ".env"));
    String version = ContainerImage.API.nameIn(Map.of()).replaceFirst(".*:", "");

    assertThat(lines)
        .contains(
            "KAFKA_IMAGE=" + ContainerImage.KAFKA.nameIn(Map.of()),
            "POSTGRES_IMAGE=" + ContainerImage.POSTGRES.nameIn(Map.of()),
            "NOTIFIER_VERSION=" + version);
  }

  @Test
  void theImageHasTheKafkaVersionOfTheClients() {
    assertThat(ContainerImage.KAFKA.nameIn(Map.of())).endsWith(":" + AppInfoParser.getVersion());
  }

  @Test
  void anUnknownKindOfServicesIsRejected() {
    assertThat(TestServices.of("")).isEqualTo(TestServices.EMBEDDED);
    assertThat(TestServices.of("containers")).isEqualTo(TestServices.CONTAINERS);
    assertThatThrownBy(() -> TestServices.of("docker"))
        .hasMessageContaining("embedded or containers");
  }
}
