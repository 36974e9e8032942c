package dev.notifier.api.groups;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests about groups of notifications. */
@RestController
final class GroupsController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A group", List.of("application/json"), 4 << 10);

  private final GroupService service;

  GroupsController(GroupService service) {
    this.service = service;
  }

  @GetMapping("/v1/groups")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  GroupDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/groups/{groupName}")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  GroupDocument find(@PathVariable String groupName, HttpServletRequest request) {
    return service.find(Caller.of(request), groupName);
  }

  @PutMapping("/v1/groups/{groupName}")
  @Audited(value = "putGroup", target = "group", variable = "groupName")
  @RequiresScope(Scope.EVENTS_WRITE)
  ResponseEntity<GroupDocument> put(@PathVariable String groupName, HttpServletRequest request)
      throws IOException {
    GroupService.Form form = GroupService.Form.read(CommandBody.read(request, BODY).object());
    GroupService.PutResult result = service.put(Caller.of(request), groupName, form);
    return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(result.group());
  }
}
