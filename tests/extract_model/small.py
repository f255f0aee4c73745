"""A WordPiece tokeniser of a few pieces, with BERT's normaliser and marks."""

from functools import cache


@cache
def tokenizer():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:?“”‘’'\"()"
    names = ["[PAD]", "[UNK]", "ab", *letters, *(f"##{letter}" for letter in letters)]
    made = Tokenizer(models.WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made
