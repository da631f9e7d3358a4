"""Words of English text as Universal Dependencies (EWT, GUM) cuts them, and their shapes.

Specification; the Rust tokenizer follows it to the letter. `words(text)` gives half-open character ranges, in
order, that never overlap and never hold a separator.

CHARACTERS
  separator   str.isspace(), or one of U+200B U+2060 U+FEFF, or a control character (category Cc)
  word char   str.isalnum() or "_" or U+0300..U+036F
  letter      str.isalpha()
  apostrophe  ' (U+0027) or ’ (U+2019)
  hyphen      - (U+002D), U+2010 or U+2011

SCAN. A chunk is a longest run of characters that are not separators. Within a chunk, from its left end, the first
rule that applies at position i takes a token; then the scan goes on behind it.
  1 web       the rest of the chunk starts (case-folded) with "http://", "https://" or "www." and is longer than
              that: take the longest run of characters other than < > " “ ” then give back trailing characters of
              . , ; : ! ? ) ] } ' ’
  2 e-mail    a longest run of [word char . + -] from i, starting with a word char, then "@", then a longest run of
              [word char . -] holding a "." strictly inside after giving back trailing . and - : take it
  3 handle    "@" or "#" followed by a letter: take it with the longest run of word chars. ("#5" is two tokens.)
  4 elision   apostrophe + one of em til tis twas cause (any case), no word char behind it, and i is the chunk's
              start or the character before i is not a word char: take both
  5 clitic    apostrophe + one of s m d re ve ll (any case), no word char behind it, and the character before i is
              a word char or "." or ")" : take both
  6 number    i is a decimal digit (str.isdecimal): take digits, then as often as possible one of . , : / with a
              digit behind it and those digits. If the next characters are "-" + three digits + "-" + four digits
              and the number so far is three plain digits, take them (a telephone number). Then look at the run of
              letters directly behind: if it is (any case) s, st, nd, rd or th and no word char follows: take it.
              If it is one of m k b bn mm km kg am pm tn (any case) and no word char follows, or is empty: leave it.
              Otherwise, if the number so far is all digits, take the whole run of word chars behind (4x4, 3D);
              else leave it.
              ".": "." + digit where the character before i is no word char starts a number in the same way.
  7 repeated  two or more of the same character out of . - ! ? * = ~ _ # < > : take the run; and of ! and ? mixed
              take the whole run. (An underscore here only if the run has no other word char next to it.)
  8 currency  one to three capital letters A–Z followed by "$", no word char before: take them with the "$"
  9 word      i is a word char: see below
 10 other     take one character, and with it every following one of U+200D, U+FE00..U+FE0F, U+20E3,
              U+1F3FB..U+1F3FF; behind a U+200D also the character after it, and so on

WORD at i. r is the longest run of word chars; it is extended over
  a  apostrophe with a letter on both sides: goes on ("O'Brien", "don't"; clitics are cut off below)
  b  "&" with a capital A–Z on both sides, when the run so far is all capitals: goes on ("AT&T")
  c  "." with a letter on both sides: goes on if the run so far (since its last ".") is one letter and the run of
     word chars behind is one letter ("U.S", "Ph.D": also if the part before is Ph), or if the letters behind the
     last "." of the dotted run are a domain ending (DOMAINS, lower case) ("example.com"); else the word ends
  d  hyphen with a word char on both sides: goes on if the run since the last extension is, in lower case, in
     PREFIXES ("co-author", "non-profit"); else the word ends (and "-" is a token by rule 10)
  Then a following "." is taken in if
     – the word holds an inner "." from the one-letter case of c ("U.S.", "a.m."), or
     – the word is one capital letter A–Z other than I, or
     – the word is in ABBREVIATIONS (case counts), or
     – the word is in NUMBERED ("No", "Nos", "pp", "p", "Fig") and a space and a digit follow.
     Never if another "." follows directly.
  Then the word is cut:
     – if it ends (any case) in n + apostrophe + t with a letter before: before that n;  ("do" "n't", "ca" "n't")
     – else if it ends in apostrophe + one of s m d re ve ll: before the apostrophe;
     – else if in lower case it is one of cannot gonna gotta wanna gimme lemme: behind its third letter.

SHAPE of a word, an integer 0..47:  case + 6*glued + 12*line_start + 24*sentence_start
  case  0 letters, all lower · 1 first letter upper and no other upper (at least two letters) · 2 two or more
        letters, all upper · 3 other mixtures · 4 no letter · 5 one letter, upper.
        Over the letters (str.isalpha) only; upper = str.isupper, and a letter that is not upper counts as lower.
        "First letter" is the first letter of the word, wherever it stands.
  glued           no separator between the previous word of the document and this one (false for the first)
  line_start      first word of the document, or a line break (U+000A) between it and the previous word
  sentence_start  first word of its sentence
All wordpieces of a word carry its shape; [CLS], [SEP] and padding carry 4.
"""

import unicodedata

APOSTROPHES = "'’"
HYPHENS = "-‐‑"
CLITICS = ("s", "m", "d", "re", "ve", "ll")
ELISIONS = ("em", "til", "tis", "twas", "cause")
ORDINALS = ("s", "st", "nd", "rd", "th")
UNITS = ("m", "k", "b", "bn", "mm", "km", "kg", "am", "pm", "tn")
FUSED = ("cannot", "gonna", "gotta", "wanna", "gimme", "lemme")
REPEATED = ".-!?*=~_#<>"
PREFIXES = frozenset(
    "anti bi co counter cross de e ex inter intra mega micro mid mini multi neo non over pan post pre pro proto "
    "pseudo quasi re semi socio sub super trans ultra un under".split()
)
DOMAINS = frozenset("com org net gov edu mil info co uk us eu de fr ca au in io tv me ly".split())
NUMBERED = frozenset("No Nos pp p Fig no nos".split())
ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Messrs Mme Mlle Dr Prof St Sen Sens Rep Reps Gov Govs Gen Lt Col Capt Cmdr Sgt Maj Adm Brig Pvt Cpl "
    "Rev Hon Pres Supt Det Insp Amb Atty Jr Sr Esq Jan Feb Apr Jun Jul Aug Sept Sep Oct Nov Dec Tues Thurs Thur Wed "
    "Fri Mon Inc Corp Co Cos Ltd Bros Assn Dept Univ Ave Blvd Rd Ft Mt Ala Ariz Ark Calif Colo Conn Del Fla Ill Kan "
    "Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo vs etc approx ca cf Ph "
    "Ed eds Vol Op dept govt est".split()
)


def is_separator(c):
    return c.isspace() or c in "\u200b\u2060\ufeff" or unicodedata.category(c) == "Cc"


def is_word_char(c):
    return c.isalnum() or c == "_" or "\u0300" <= c <= "\u036f"


def run_end(text, i, end, test):
    while i < end and test(text[i]):
        i += 1
    return i


def words(text):
    """Character ranges of the words of `text`."""
    out, i, n = [], 0, len(text)
    while i < n:
        if is_separator(text[i]):
            i += 1
            continue
        end = run_end(text, i, n, lambda c: not is_separator(c))
        start = i
        while i < end:
            for a, b in token(text, i, start, end):
                out.append((a, b))
                i = b
    return out


def token(text, i, start, end):
    """The token, or the two tokens of a cut word, at i."""
    for rule in (web, email, handle, apostrophe, number, repeated, currency):
        j = rule(text, i, start, end)
        if j:
            return [(i, j)]
    if is_word_char(text[i]):
        return cut(text, i, word(text, i, end))
    return [(i, other(text, i, end))]


def before_is(text, i, start, test):
    return i > start and test(text[i - 1])


def free_behind(text, j, end):
    return j >= end or not is_word_char(text[j])


def web(text, i, start, end):
    rest = text[i : i + 8].lower()
    for head in ("http://", "https://", "www."):
        if rest.startswith(head) and i + len(head) < end:
            j = run_end(text, i, end, lambda c: c not in '<>"“”')
            while text[j - 1] in ".,;:!?)]}'’":
                j -= 1
            return j if j > i + len(head) else None
    return None


def email(text, i, start, end):
    if not is_word_char(text[i]):
        return None
    at = run_end(text, i, end, lambda c: is_word_char(c) or c in ".+-")
    if at >= end or text[at] != "@":
        return None
    j = run_end(text, at + 1, end, lambda c: is_word_char(c) or c in ".-")
    while j > at + 1 and text[j - 1] in ".-":
        j -= 1
    return j if "." in text[at + 2 : j] else None


def handle(text, i, start, end):
    if text[i] in "@#" and i + 1 < end and text[i + 1].isalpha():
        return run_end(text, i + 1, end, is_word_char)
    return None


def apostrophe(text, i, start, end):
    if text[i] not in APOSTROPHES:
        return None
    if not before_is(text, i, start, is_word_char):
        for tail in ELISIONS:
            j = i + 1 + len(tail)
            if text[i + 1 : j].lower() == tail and j <= end and free_behind(text, j, end):
                return j
    if before_is(text, i, start, lambda c: is_word_char(c) or c in ".)"):
        for tail in CLITICS:
            j = i + 1 + len(tail)
            if text[i + 1 : j].lower() == tail and j <= end and free_behind(text, j, end):
                return j
    return None


def number(text, i, start, end):
    j = i
    if text[i] == "." and not before_is(text, i, start, is_word_char):
        j += 1
    if j >= end or not text[j].isdecimal():
        return None
    j = run_end(text, j, end, str.isdecimal)
    while j + 1 < end and text[j] in ".,:/" and text[j + 1].isdecimal():
        j = run_end(text, j + 1, end, str.isdecimal)
    tail = text[j : j + 9] if j + 9 <= end else ""
    if j - i == 3 and text[i:j].isdecimal() and len(tail) == 9 and tail[0] == tail[4] == "-":
        if (tail[1:4] + tail[5:]).isdecimal() and free_behind(text, j + 9, end):
            return j + 9
    k = run_end(text, j, end, str.isalpha)
    letters = text[j:k].lower()
    if letters in ORDINALS and free_behind(text, k, end):
        return k
    if not letters or (letters in UNITS and free_behind(text, k, end)):
        return j
    return run_end(text, j, end, is_word_char) if text[i:j].isdecimal() else j


def repeated(text, i, start, end):
    c = text[i]
    if c not in REPEATED:
        return None
    j = run_end(text, i, end, (lambda x: x in "!?") if c in "!?" else (lambda x: x == c))
    if c == "_" and (before_is(text, i, start, is_word_char) or not free_behind(text, j, end)):
        return None
    return j if j - i >= 2 else None


def currency(text, i, start, end):
    if before_is(text, i, start, is_word_char):
        return None
    j = run_end(text, i, min(end, i + 3), lambda c: "A" <= c <= "Z")
    return j + 1 if j > i and j < end and text[j] == "$" else None


def other(text, i, end):
    j = i + 1
    while j < end:
        c = text[j]
        if c == "\u200d":
            j = min(end, j + 2)
        elif "\ufe00" <= c <= "\ufe0f" or c == "\u20e3" or "\U0001f3fb" <= c <= "\U0001f3ff":
            j += 1
        else:
            break
    return j


def dotted(text, part, j, end):
    """Does the word go on over the "." at j? `part` is where its current part starts. (rule c)"""
    k = run_end(text, j + 1, end, is_word_char)
    if k - (j + 1) == 1 and (j - part == 1 or text[part:j] == "Ph"):
        return True, True
    while k + 1 < end and text[k] == "." and is_word_char(text[k + 1]):
        last, k = k + 1, run_end(text, k + 1, end, is_word_char)
        j = last - 1
    return text[j + 1 : k].lower() in DOMAINS, False


def word(text, i, end):
    """End of the word that starts at i, before it is cut."""
    part = i
    j = run_end(text, i, end, is_word_char)
    acronym = False
    while j + 1 < end:
        c, left, right = text[j], text[j - 1], text[j + 1]
        if c in APOSTROPHES and left.isalpha() and right.isalpha():
            pass
        elif c == "&" and "A" <= right <= "Z" and all("A" <= x <= "Z" for x in text[i:j]):
            pass
        elif c == "." and left.isalpha() and right.isalpha():
            on, letter = dotted(text, part, j, end)
            acronym = acronym or letter
            if not on:
                break
            part = j + 1
        elif c in HYPHENS and is_word_char(right) and text[part:j].lower() in PREFIXES:
            part = j + 1
        else:
            break
        j = run_end(text, j + 1, end, is_word_char)
    if j < end and text[j] == "." and not (j + 1 < end and text[j + 1] == "."):
        w = text[i:j]
        initial = len(w) == 1 and "A" <= w <= "Z" and w != "I"
        numbered = w in NUMBERED and text[j + 1 : j + 2] == " " and text[j + 2 : j + 3].isdecimal()
        if acronym or initial or w in ABBREVIATIONS or numbered:
            j += 1
    return j


def cut(text, i, j):
    """The word i..j as one token or two."""
    w = text[i:j].lower().replace("’", "'")
    if len(w) != j - i:  # a letter whose lower case is longer
        return [(i, j)]
    if w.endswith("n't") and len(w) > 3 and w[-4].isalpha():
        return [(i, j - 3), (j - 3, j)]
    for tail in CLITICS:
        if w.endswith("'" + tail) and len(w) > len(tail) + 1:
            return [(i, j - len(tail) - 1), (j - len(tail) - 1, j)]
    if w in FUSED:
        return [(i, i + 3), (i + 3, j)]
    return [(i, j)]


def case_class(w):
    letters = [c for c in w if c.isalpha()]
    if not letters:
        return 4
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if all(upper):
        return 5 if len(letters) == 1 else 2
    return 1 if upper[0] and not any(upper[1:]) else 3


def shape(word_text, glued, line_start, sentence_start):
    return case_class(word_text) + 6 * bool(glued) + 12 * bool(line_start) + 24 * bool(sentence_start)
