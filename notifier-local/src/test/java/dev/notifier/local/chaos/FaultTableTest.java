package dev.notifier.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FaultTableTest {
  @Test
  void everyFaultHasANameOfItsOwnAndADocument() {
    assertThat(FaultTable.ALL).extracting(SimulatorFault::name).doesNotHaveDuplicates();
    for (var fault : FaultTable.ALL) {
      assertThat(fault.weight()).isPositive();
      assertThat(fault.patch().isEmpty() && fault.post().isEmpty()).as(fault.name()).isFalse();
      if (!fault.patch().isEmpty()) {
        assertThat(JsonMapper.shared().readTree(fault.json()).isObject()).as(fault.name()).isTrue();
      }
    }
  }
}
