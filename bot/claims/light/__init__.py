"""A lighter reader for languages that bring their words as forms: no grammar of their own, the same linking.

What differs between languages is data (`bot/claims/lexicons/<code>.toml`); docs/how-to/add-a-language.md tells the
format, docs/decisions/0012-light-languages.md why there is a second reader.
"""
