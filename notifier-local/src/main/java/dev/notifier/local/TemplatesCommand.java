package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.templates.FileDiagnostic;
import dev.notifier.local.templates.TemplateApiClient;
import dev.notifier.local.templates.TemplateFolder;
import dev.notifier.local.templates.TemplateFolderLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code templates}: wording that lives as files beside other code. */
final class TemplatesCommand {
  private static final int MISTAKES = 1;

  private final CommandLineArguments line;
  private final ConsoleOutput console;

  TemplatesCommand(CommandLineArguments line, ConsoleOutput console) {
    this.line = line;
    this.console = console;
  }

  int run() throws CommandException, IOException, InterruptedException {
    TemplateFolder folder = new TemplateFolder(Path.of(line.words().get(1)));
    return switch (line.words().getFirst()) {
      case "lint" -> lint(folder);
      case "import" -> imported(folder);
      case "export" -> exported(folder);
      default -> throw CommandLineArguments.noSuchTemplatesWord();
    };
  }

  private int lint(TemplateFolder folder) throws CommandException, IOException {
    int files = there(folder);
    List<FileDiagnostic> findings = TemplateFolderLint.of(folder);
    findings.forEach(finding -> console.say(finding.toString()));
    console.say(
        findings.isEmpty()
            ? "Nothing is wrong with " + files + " files."
            : findings.size() + " mistakes in " + files + " files.");
    return findings.isEmpty() ? 0 : MISTAKES;
  }

  private int imported(TemplateFolder folder)
      throws CommandException, IOException, InterruptedException {
    int code = lint(folder);
    if (code != 0) {
      return code;
    }
    List<String> lines = server().send(folder, line.dryRun());
    lines.forEach(console::say);
    return lines.stream().anyMatch(each -> each.startsWith(TemplateApiClient.REFUSED))
        ? MISTAKES
        : 0;
  }

  private int exported(TemplateFolder folder)
      throws CommandException, IOException, InterruptedException {
    List<Path> written = server().fetch(folder);
    console.say(written.size() + " files in " + folder.directory());
    return 0;
  }

  private static int there(TemplateFolder folder) throws CommandException, IOException {
    if (!Files.isDirectory(folder.directory())) {
      throw new CommandException("There is no folder " + folder.directory() + ".");
    }
    int files = folder.templates().size() + folder.eventTypes().size();
    if (files == 0) {
      throw new CommandException(
          folder.directory() + " has no templates/*.yaml and no event-types/*.yaml.");
    }
    return files;
  }

  /** What is imported waits for a review by somebody else than the editor. */
  private TemplateApiClient server() throws CommandException, IOException {
    if (!HomeDirectory.exists(line.home())) {
      throw new CommandException("Nothing was ever started in " + line.home() + ".");
    }
    var endpoints = HomeDirectory.open(line.home()).endpoints();
    var api = endpoints.get("api");
    var editor = endpoints.get("editorKey");
    var key = editor.isPresent() ? editor : endpoints.get("apiKey");
    if (api.isEmpty() || key.isEmpty()) {
      throw new CommandException(
          "No api runs in " + line.home() + ": start it with ./notifier start.");
    }
    return new TemplateApiClient(api.get(), key.get());
  }
}
