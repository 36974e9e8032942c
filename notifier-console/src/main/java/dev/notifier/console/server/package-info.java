/**
 * Adds the console to the web server of the api: a Tomcat context of its own, and a connector for
 * its calls.
 */
@NullMarked
package dev.notifier.console.server;

import org.jspecify.annotations.NullMarked;
