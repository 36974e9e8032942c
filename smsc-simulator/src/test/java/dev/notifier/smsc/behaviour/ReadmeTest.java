package dev.notifier.smsc.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The YAML examples of the behaviour in the README are valid, and the first one has the defaults.
 */
class ReadmeTest {
  private static final Pattern YAML =
      Pattern.compile("```yaml\n(?!aggregators:)(.*?)```", Pattern.DOTALL);

  @Test
  void theExamplesAreValid() throws IOException {
    List<Behaviour> examples =
        YAML.matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult match) -> BehaviourFormat.fromYaml(match.group(1)))
            .toList();
    assertThat(examples).hasSize(6);
    assertThat(examples.getFirst()).isEqualTo(Behaviour.OBEDIENT);
    assertThat(examples.get(1).faults()).hasSize(12);
    assertThat(examples.getLast().faults()).hasSize(12);
  }
}
