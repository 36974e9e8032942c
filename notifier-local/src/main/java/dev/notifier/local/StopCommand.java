package dev.notifier.local;

import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.ComponentLock.Note;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** {@code stop}: ends the processes of a home, those last that the others need. */
final class StopCommand {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(75);
  private static final Duration POLL = Duration.ofMillis(50);

  private final HomeDirectory home;
  private final ConsoleOutput console;

  StopCommand(HomeDirectory home, ConsoleOutput console) {
    this.home = home;
    this.console = console;
  }

  int run() throws IOException, InterruptedException {
    var notes = ComponentLock.notes(home).stream().filter(Note::lives).toList();
    var late = 0;
    for (var process : inOrder(notes)) {
      late += end(process) ? 0 : 1;
    }
    var orphan = EmbeddedPostgres.stopOrphan(home.postgres());
    if (orphan) {
      console.part("postgres", "stopped; its parent had been killed");
    }
    if (notes.isEmpty() && !orphan) {
      console.say("Nothing runs in " + home.directory());
    }
    return late == 0 ? 0 : 1;
  }

  /** The parts by process, the process of the last stage first. */
  private static List<List<Note>> inOrder(List<Note> notes) {
    return notes.stream().collect(Collectors.groupingBy(Note::pid)).values().stream()
        .sorted(Comparator.comparingInt(StopCommand::lastStage).reversed())
        .toList();
  }

  private static int lastStage(List<Note> process) {
    return process.stream()
        .flatMap(note -> ComponentKind.ofName(note.part()).stream())
        .mapToInt(ComponentKind::stage)
        .max()
        .orElse(0);
  }

  private boolean end(List<Note> process) throws InterruptedException {
    var begun = System.nanoTime();
    var note = process.getFirst();
    var names = process.stream().map(Note::part).collect(Collectors.joining(", "));
    // Looked at once more just before: only the very process that wrote the note is ended.
    if (note.lives()) {
      ProcessHandle.of(note.pid()).ifPresent(ProcessHandle::destroy);
    }
    while (note.lives()) {
      if (System.nanoTime() - begun > STOP_LIMIT.toNanos()) {
        console.say(names + " (process " + note.pid() + ") does not end; see ./notifier logs");
        return false;
      }
      Thread.sleep(POLL);
    }
    var took = ConsoleOutput.seconds(Duration.ofNanos(System.nanoTime() - begun));
    console.say("Stopped " + names + " (process " + note.pid() + ") in " + took);
    return true;
  }
}
