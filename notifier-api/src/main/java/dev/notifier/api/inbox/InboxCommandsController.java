package dev.notifier.api.inbox;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The commands of agents. Each names the version that the agent has read, so that no one answers
 * what a colleague has answered, or what the person has meanwhile explained.
 */
@RestController
final class InboxCommandsController {
  private static final String TARGET = "conversation";
  private static final String ID = "conversationId";

  private final InboxService service;
  private final InboxCommands commands;
  private final AnswerService answers;

  InboxCommandsController(InboxService service, InboxCommands commands, AnswerService answers) {
    this.service = service;
    this.commands = commands;
    this.answers = answers;
  }

  @PostMapping("/v1/inbox/{conversationId}/assign")
  @Audited(value = "assignConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> assign(
      @PathVariable String conversationId, HttpServletRequest request) throws IOException {
    InboxForms.Assign form = InboxForms.Assign.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(
        commands.assign(
            caller,
            id,
            version(caller, id, request),
            InboxSelection.assignee(caller, form.assignee())));
  }

  @PostMapping("/v1/inbox/{conversationId}/answer")
  @Audited(value = "answerConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<?> answer(@PathVariable String conversationId, HttpServletRequest request)
      throws IOException {
    InboxForms.Answer form = InboxForms.Answer.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    if (form.isPreview()) {
      AuditTrail.previewed();
      return ResponseEntity.ok(answers.preview(caller, id, form));
    }
    return changed(answers.answer(caller, id, version(caller, id, request), form));
  }

  @PostMapping("/v1/inbox/{conversationId}/note")
  @Audited(value = "noteConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> note(
      @PathVariable String conversationId, HttpServletRequest request) throws IOException {
    InboxForms.Note form = InboxForms.Note.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(commands.note(caller, id, version(caller, id, request), form.text()));
  }

  @PostMapping("/v1/inbox/{conversationId}/hand-over")
  @Audited(value = "handOverConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> handOver(
      @PathVariable String conversationId, HttpServletRequest request) throws IOException {
    InboxForms.HandOver form = InboxForms.HandOver.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(commands.handOver(caller, id, version(caller, id, request), form.note()));
  }

  @PostMapping("/v1/inbox/{conversationId}/close")
  @Audited(value = "closeConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> close(
      @PathVariable String conversationId, HttpServletRequest request) throws IOException {
    InboxForms.Close form = InboxForms.Close.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(commands.close(caller, id, version(caller, id, request), form.reason()));
  }

  @PostMapping("/v1/inbox/{conversationId}/reopen")
  @Audited(value = "reopenConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> reopen(
      @PathVariable String conversationId, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(commands.reopen(caller, id, version(caller, id, request)));
  }

  @PostMapping("/v1/inbox/{conversationId}/correct")
  @Audited(value = "correctConversation", target = TARGET, variable = ID)
  @RequiresScope(Scope.INBOX_WRITE)
  ResponseEntity<ConversationSummary> correct(
      @PathVariable String conversationId, HttpServletRequest request) throws IOException {
    InboxForms.Correct form = InboxForms.Correct.read(request);
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    return changed(commands.correct(caller, id, version(caller, id, request), form));
  }

  private int version(Caller caller, UUID id, HttpServletRequest request) {
    // First, so that a conversation of another tenant does not exist, whatever the header says.
    service.requireKnown(caller, id);
    return IfMatch.single(request)
        .orElseThrow(() -> new ProblemException(ErrorCode.IF_MATCH_REQUIRED));
  }

  private static ResponseEntity<ConversationSummary> changed(ConversationSummary conversation) {
    return VersionedResponse.of(HttpStatus.OK, conversation.version(), conversation);
  }
}
