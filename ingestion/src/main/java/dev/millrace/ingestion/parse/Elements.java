package dev.millrace.ingestion.parse;

import java.util.Set;

/** What elements of HTML mean to a reader of text. */
final class Elements {
  /** Those that surround a page's content, or have none that is text. */
  static final Set<String> DROPPED =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "nav",
          "aside",
          "footer",
          "svg",
          "iframe",
          "object",
          "button",
          "select",
          "option",
          "textarea",
          "dialog",
          "canvas",
          "audio",
          "video",
          "math");

  /** Those that start a paragraph. */
  static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "header",
          "blockquote",
          "figure",
          "figcaption",
          "ul",
          "ol",
          "dl",
          "dt",
          "dd",
          "address",
          "details",
          "summary",
          "form",
          "fieldset",
          "hr",
          "body",
          "html",
          "caption",
          "center",
          "menu",
          "hgroup");

  private Elements() {}
}
