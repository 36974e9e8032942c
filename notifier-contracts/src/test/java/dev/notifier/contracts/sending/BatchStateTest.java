package dev.notifier.contracts.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BatchStateTest {
  @ParameterizedTest
  @CsvSource({
    "RECEIVING, PARSING CANCELLED",
    "PARSING, NEEDS_ANSWER READY UNREADABLE CANCELLED",
    "NEEDS_ANSWER, PARSING CANCELLED",
    "READY, PARSING AWAITING_RELEASE RUNNING CANCELLED",
    "AWAITING_RELEASE, PARSING RUNNING CANCELLED",
    "RUNNING, PAUSED SENT CANCELLED",
    "PAUSED, RUNNING SENT CANCELLED",
    "SENT, DONE",
    "DONE, ''",
    "UNREADABLE, ''",
    "CANCELLED, ''",
  })
  void onlyTheStatesOfTheTableFollow(BatchState from, String next) {
    assertThat(
            Arrays.stream(BatchState.values())
                .filter(from::canBecome)
                .map(Enum::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(next);
  }

  @ParameterizedTest
  @EnumSource(BatchState.class)
  void anEndIsAStateThatNoOtherFollows(BatchState state) {
    assertThat(state.isEnd())
        .isEqualTo(Arrays.stream(BatchState.values()).noneMatch(state::canBecome));
  }

  @Test
  void aStateKnowsWhatComesBeforeIt() {
    assertThat(BatchState.RUNNING.before())
        .containsExactly(BatchState.READY, BatchState.AWAITING_RELEASE, BatchState.PAUSED);
    assertThat(BatchState.RECEIVING.before()).isEmpty();
  }
}
