/** Sessions and logins, with a clock that tests set. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.console.session;
