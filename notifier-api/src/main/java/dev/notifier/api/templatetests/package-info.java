/** Sends a template to a phone of the team, before or after it is published. */
@NullMarked
package dev.notifier.api.templatetests;

import org.jspecify.annotations.NullMarked;
