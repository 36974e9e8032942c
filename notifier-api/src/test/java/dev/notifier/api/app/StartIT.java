package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Failed starts. */
class StartIT {
  @Test
  void aProcessReportsAllConfigurationErrorsAndExitsWithOne() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ApiApplication.class.getName(),
                "--server.port=0",
                "--notifier.privacy-key=much-too-short",
                "--notifier.kafka.bootstrap-server=127.0.0.1:9092")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isEqualTo(1);
    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START",
            "notifier.api-key: it is empty",
            "notifier.privacy-key: must be a secret of at least 16 characters",
            "Did you mean notifier.kafka.bootstrap-servers?",
            "notifier.postgres.url: must be jdbc:postgresql://host:port/name")
        .doesNotContain("\tat ", "much-too-short");
  }

  @Test
  void insideAnotherProgramTheConfigurationErrorsAreThrown() throws IOException {
    ConfigurationException exception =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ApiApplication.builder().run("--server.port=0", "--logging.level.root=off"));

    assertThat(exception.errors()).hasSize(4);
  }
}
